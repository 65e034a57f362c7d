interface AuthUser {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Date;
  updatedAt: Date;
  username: string | null;
  displayUsername: string | null;
  role: string;
  departmentId: string | null;
  disabled: boolean;
  language: string;
  twoFactorEnabled: boolean;
}

interface AuthSession {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Date;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

interface AuthAccount {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  updatedAt: Date;
}

interface AuthTwoFactor {
  id: string;
  userId: string;
}

interface Invitations {
  id: string;
  sha256: string;
  name: string;
  display_name: string;
  role: string;
  department_id: string | null;
  email: string | null;
  language: string;
  invited_by: string;
  created_at_ms: number;
  expires_at_ms: number;
  accepted_at_ms: number | null;
  withdrawn_at_ms: number | null;
}

/** Invitations, and those tables of better-auth that we read ourselves; the rest is its own. */
export interface AccountTables {
  auth_user: AuthUser;
  auth_session: AuthSession;
  auth_account: AuthAccount;
  auth_two_factor: AuthTwoFactor;
  invitations: Invitations;
}
