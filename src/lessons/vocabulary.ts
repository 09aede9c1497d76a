import Check from '#lessons/Check.astro';
import ChurnSimulator from '#lessons/ChurnSimulator.astro';
import ClvSimulator from '#lessons/ClvSimulator.astro';
import ConcentrationSimulator from '#lessons/ConcentrationSimulator.astro';
import CostToServeSimulator from '#lessons/CostToServeSimulator.astro';
import CourseParts from '#lessons/CourseParts.astro';
import Explain from '#lessons/Explain.astro';
import GroupActivity from '#lessons/GroupActivity.astro';
import Hint from '#lessons/Hint.astro';
import MembershipFeeSimulator from '#lessons/MembershipFeeSimulator.astro';
import Note from '#lessons/Note.astro';
import NpsSimulator from '#lessons/NpsSimulator.astro';
import Option from '#lessons/Option.astro';
import PerceivedValueSimulator from '#lessons/PerceivedValueSimulator.astro';
import Point from '#lessons/Point.astro';
import PointsSimulator from '#lessons/PointsSimulator.astro';
import Question from '#lessons/Question.astro';
import RfmSimulator from '#lessons/RfmSimulator.astro';
import Term from '#lessons/Term.astro';

/** The words that a lesson may use, and the only ones; content/README.md tells how. */
export const vocabulary = {
	Check,
	ChurnSimulator,
	ClvSimulator,
	ConcentrationSimulator,
	CostToServeSimulator,
	CourseParts,
	Explain,
	GroupActivity,
	Hint,
	MembershipFeeSimulator,
	Note,
	NpsSimulator,
	Option,
	PerceivedValueSimulator,
	Point,
	PointsSimulator,
	Question,
	RfmSimulator,
	Term,
};
