import type { Role } from './types';

// GET /users; POST /users {user, name, password, roles}; PATCH /users/{user} {roles?, disabled?, password?}
export interface Account {
  user: string;
  name?: string;
  disabled: boolean;
  password?: boolean; // has one; else only OpenID Connect
  roles: { role: Role; unit?: string | null }[];
}
