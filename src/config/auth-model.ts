import { z } from 'zod'
import { roles } from '../kernel/roles.ts'
import { Secret } from '../kernel/secret.ts'

/** What being in a group gives, as files say it. */
export const groupRights = {
  roles: z.array(z.enum(roles)).default([]).describe('Roles that its members hold organisation-wide'),
  teams: z
    .array(z.string().min(1).max(256))
    .optional()
    .describe('Teams that its members belong to; one of the name of the group when left out'),
  clearance: z.int().min(0).max(4).optional().describe('The most sensitive that its members may read, 0 to 4'),
  regions: z.array(z.string().min(1).max(256)).default([]).describe('Regions that its members may read from'),
}

const claim = z.string().min(1).max(256)

const claims = z.strictObject({
  groups: claim.default('groups').describe('Claim that lists groups; dots lead into claims within claims'),
  name: claim.default('name').describe('Claim with the name that is shown'),
  clearance: claim.optional().describe('Claim with the clearance, 0 to 4; read only when named here'),
  regions: claim.optional().describe('Claim that lists regions; read only when named here'),
  roles: claim.optional().describe('Claim that lists roles by their names here; read only when named here'),
  aliases: claim
    .optional()
    .describe('Claim that lists the names of the same person in tools and commits; read only when named here'),
})

const login = z.strictObject({
  clientId: z.string().min(1).describe('Id of this gateway at the identity provider'),
  clientSecret: z
    .string()
    .min(1)
    .transform((text) => new Secret(text))
    .optional()
    .describe('Its secret; without one it is a public client, protected by PKCE alone'),
  scopes: z.array(z.string().min(1)).default(['openid', 'profile']).describe('Scopes that are asked for'),
})

const issuer = z.strictObject({
  issuer: z
    .string()
    .regex(
      /^(https:\/\/|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:|\/|$))[^?#\s]*$/,
      'must be an https address without query, such as "https://idp.example"; plain http only on loopback',
    )
    .describe('Identity provider, exactly as its tokens have it in `iss`'),
  audience: z.string().min(1).describe('What its access tokens for this gateway have in `aud`'),
  claims: claims.prefault({}),
  algorithms: z
    .array(z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']))
    .min(1)
    .default(['RS256', 'ES256', 'PS256', 'EdDSA'])
    .describe('Signatures that are believed'),
  clockSkewSeconds: z.int().min(0).max(300).default(30).describe('How far clocks may be apart'),
  tokenTypes: z
    .array(z.enum(['at+jwt', 'JWT']))
    .min(1)
    .default(['at+jwt'])
    .describe(
      'Values of `typ` that an access token may have; add `JWT` for an identity provider that does not follow RFC 9068',
    ),
  mfaAcr: z.array(z.string().min(1)).default([]).describe('Values of `acr` that stand for more than one factor'),
  login: login.optional().describe('Lets people log in with a browser'),
})

/** `auth:` - who is known, and by whose word. */
export const auth = z.strictObject({
  issuers: z.array(issuer).default([]).describe('Identity providers whose access tokens are taken'),
  groups: z
    .record(z.string().min(1).max(256), z.strictObject(groupRights))
    .default({})
    .describe('What the groups of identity providers give: `roles`, `teams`, `clearance`, `regions`'),
  groupsFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of groups for people without an identity provider, relative to this file; read again when it changes',
    ),
  session: z
    .strictObject({
      idleMinutes: z
        .int()
        .min(5)
        .max(10_080)
        .default(60)
        .describe('A browser session ends when nothing is asked for this long'),
      absoluteMinutes: z
        .int()
        .min(5)
        .max(43_200)
        .default(720)
        .describe('A browser session ends this long after its login'),
    })
    .prefault({}),
  creatorSeenDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe(
      'Tokens that somebody made who is known by an identity provider rest when it has not vouched for them for so long',
    ),
})
