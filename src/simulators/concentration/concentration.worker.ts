import { concentrationModel } from '#models/concentration/concentration.ts';
import { answerWithModel } from '../model-worker.ts';

answerWithModel(concentrationModel);
