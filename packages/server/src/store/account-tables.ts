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
}

/** Those tables of better-auth that we read ourselves; the rest is its own. */
export interface AccountTables {
  auth_user: AuthUser;
}
