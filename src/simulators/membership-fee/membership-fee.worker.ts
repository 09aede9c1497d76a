import { membershipFeeModel } from '#models/membership-fee/model.ts';
import { answerWithModel } from '../model-worker.ts';

answerWithModel(membershipFeeModel);
