import type { Role } from '@everyline/contract';

/** Who asks for an operation: a person with a role and a scope, an API token, or the program itself. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      /** The department to which the role is limited, with all under it; null: the whole city. */
      readonly departmentId: string | null;
    }
  | {
      readonly kind: 'system';
      /** What the program was doing: `serve`, `import`, `campaign`, … */
      readonly name: string;
    };

/** How the audit log names the one who asked. */
export function actorName(actor: Actor): string {
  return actor.kind === 'system' ? `system:${actor.name}` : `${actor.role}:${actor.name}`;
}
