import { rfmModel } from '#models/rfm/model.ts';
import { answerWithModel } from '../model-worker.ts';

answerWithModel(rfmModel);
