import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';
import { testAccessible } from '../support/accessible-pages.ts';

testAccessible([
	'/',
	'/mine',
	'/nothing-here',
	'/present/goals',
	'/present/check/goals',
	'/simulators',
	'/glossary',
	'/references',
	'/privacy',
	'/cases',
	'/search',
	...[...simulators, ...smallSimulators].map(({ id }) => `/simulators/${id}`),
	'/simulators/orders',
	'/simulators/points-questions',
	'/simulators/points-questions?earn=2&most=decided&only=fixedCostPerMonth',
]);
