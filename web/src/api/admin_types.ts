import type { Role } from './types';

// GET /users; POST /users {user, name, password, roles}; PATCH /users/{user} {roles?, enabled?, password?}
export interface Account {
  user: string;
  name?: string;
  enabled: boolean;
  locked_until?: string | null;
  last_login?: string | null;
  roles: { role: Role; unit?: string | null }[];
}
