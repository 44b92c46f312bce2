import type { Principal } from '../../src/access/index.ts'

/** The caller of servers that look nobody up. */
export const benchPrincipal: Principal = {
  id: 'bench',
  kind: 'USER',
  name: 'bench',
  roles: ['administrator'],
  teams: [],
  clearance: 1,
  regions: [],
  mfa: false,
  authenticatedAt: null,
  scopes: null,
  tokenId: 'bench',
  tokenExpiresAt: null,
}
