/** The name of who did something, out of `role:name` as the record has it. */
export function personName(by: string): string {
  return by.replace(/^[a-z_]+:/, '');
}
