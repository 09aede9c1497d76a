import { measuresModel } from '#models/measures/model.ts';
import { answerWithModel } from '../model-worker.ts';

answerWithModel(measuresModel);
