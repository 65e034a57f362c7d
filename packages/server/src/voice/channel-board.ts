/** How many calls may be in progress at once: over the trunk, and to one department. */
export class ChannelBoard {
  private readonly trunkLimit: number;
  private readonly departmentLimit: number;
  private readonly byDepartment = new Map<string, number>();
  private taken = 0;

  constructor(limits: { readonly trunk: number; readonly department: number }) {
    this.trunkLimit = limits.trunk;
    this.departmentLimit = limits.department;
  }

  get inProgress(): number {
    return this.taken;
  }

  get channels(): number {
    return this.trunkLimit;
  }

  get full(): boolean {
    return this.taken >= this.trunkLimit;
  }

  departmentFull(departmentId: string | null): boolean {
    return (this.byDepartment.get(departmentId ?? '') ?? 0) >= this.departmentLimit;
  }

  take(departmentId: string | null): void {
    this.taken += 1;
    const key = departmentId ?? '';
    this.byDepartment.set(key, (this.byDepartment.get(key) ?? 0) + 1);
  }

  give(departmentId: string | null): void {
    this.taken -= 1;
    const key = departmentId ?? '';
    const left = (this.byDepartment.get(key) ?? 0) - 1;
    if (left > 0) this.byDepartment.set(key, left);
    else this.byDepartment.delete(key);
  }
}
