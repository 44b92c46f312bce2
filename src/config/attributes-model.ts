import { z } from 'zod'

const tag = (name: string) => z.string().min(1).default(name)

const level = z.int().min(0).max(4)

const levels = (values: Readonly<Record<string, number>>) =>
  z
    .record(z.string(), level)
    .default(values)
    .transform((given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])))

/** `attributes:` - what tags of the tools say to policies. */
export const attributes = z.strictObject({
  team: z.strictObject({ tag: tag('team').describe('Tag that names the team an object belongs to') }).prefault({}),
  sensitivity: z
    .strictObject({
      tag: tag('sensitivity').describe('Tag that tells how sensitive an object is'),
      values: levels({ public: 0, internal: 1, confidential: 2, restricted: 3, secret: 4 }).describe(
        'Level of each value, 0 to 4; the digits are always understood, and what is not counts as 4',
      ),
      default: level.default(1).describe('Level of what carries no such tag'),
    })
    .prefault({}),
  riskTier: z
    .strictObject({
      tag: tag('risk_tier').describe('Tag that tells how risky the use of an object is'),
      values: levels({ minimal: 0, low: 1, medium: 2, high: 3, critical: 4 }).describe(
        'Tier of each value, 0 to 4; the digits are always understood, and what is not counts as 4',
      ),
      default: level.default(0).describe('Tier of what carries no such tag'),
    })
    .prefault({}),
  regions: z
    .strictObject({
      tag: tag('regions').describe('Tag that lists the regions an object belongs to'),
      separator: z.string().min(1).default(',').describe('What stands between them'),
    })
    .prefault({}),
  pii: z
    .strictObject({
      tag: tag('pii').describe('Tag that tells whether data is about people'),
      values: z
        .record(z.string(), z.boolean())
        .default({ true: true, yes: true, false: false, no: false, none: false })
        .transform((given) =>
          Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
        )
        .describe('What each value means; any other means yes'),
      default: z.boolean().default(false).describe('What data without such a tag counts as'),
    })
    .prefault({}),
  policyTags: z
    .array(z.string().min(1))
    .default(['promoted'])
    .describe('Tags that policies may name, as `resource.tags.contains("KEY=VALUE")`'),
})
