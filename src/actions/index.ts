import { designing } from './designing.ts';
import { lecturing } from './lecturing.ts';
import { visiting } from './visiting.ts';

/** Every command there is, under the names that workflow/roles.ts gives rights for. */
export const server = { ...visiting, ...lecturing, ...designing };
