/** Failures after which an account, or an address, has to wait, and for how long they are remembered. */
const perName = { failures: 5, windowMs: 15 * 60_000 };
const perAddress = { failures: 30, windowMs: 15 * 60_000 };

/** Most names and addresses remembered at once; an attacker who sends more forgets the oldest. */
const remembered = 20_000;

/** Counts failed sign-ins by account name and by address (OWASP ASVS 2.2.1: at most 100 an hour). */
export class SignInLimits {
  private readonly names = new Map<string, number[]>();
  private readonly addresses = new Map<string, number[]>();

  /** How long this attempt has to wait; 0 when it may be made. */
  waitMs(address: string, name: string, nowMs: number): number {
    return Math.max(
      waitOf(this.names, key(name), perName, nowMs),
      waitOf(this.addresses, address, perAddress, nowMs),
    );
  }

  failed(address: string, name: string, nowMs: number): void {
    note(this.names, key(name), perName.windowMs, nowMs);
    note(this.addresses, address, perAddress.windowMs, nowMs);
  }

  succeeded(name: string): void {
    this.names.delete(key(name));
  }
}

function key(name: string): string {
  return name.trim().toLowerCase();
}

function waitOf(
  map: Map<string, number[]>,
  of: string,
  limit: { failures: number; windowMs: number },
  nowMs: number,
): number {
  const recent = (map.get(of) ?? []).filter((atMs) => nowMs - atMs < limit.windowMs);
  const decisive = recent[recent.length - limit.failures];
  return decisive === undefined ? 0 : decisive + limit.windowMs - nowMs;
}

function note(map: Map<string, number[]>, of: string, windowMs: number, nowMs: number): void {
  const recent = (map.get(of) ?? []).filter((atMs) => nowMs - atMs < windowMs);
  map.delete(of);
  map.set(of, [...recent, nowMs]);
  if (map.size > remembered) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
}
