import { intentionModel } from '#models/survey/intention-model.ts';
import { answerWithModel } from '../model-worker.ts';

answerWithModel(intentionModel);
