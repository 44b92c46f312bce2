/** Of a principal who is known but has not come in: nothing was proved, and nothing is narrowed. */
export const noToken = { mfa: false, authenticatedAt: null, scopes: null, tokenId: null, tokenExpiresAt: null }
