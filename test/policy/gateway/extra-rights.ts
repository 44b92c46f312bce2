import * as fc from 'fast-check'
import { few, principalHead } from '../worlds.ts'

const action = fc.constantFrom(
  'action == Gov::Action::"deployment:read"',
  'action == Gov::Action::"deployment:read"',
  'action == Gov::Action::"source:read"',
  'action == Gov::Action::"sensitive:read"',
  'action == Gov::Action::"sensitive:read"',
  'action == Gov::Action::"artifact:read"',
  'action in [Gov::Action::"sensitive:read", Gov::Action::"artifact:read"]',
)

const resource = fc.oneof(
  fc.constant('resource'),
  few('s', 2).map((id) => `resource in Gov::Source::"${id}"`),
  few('t', 3).map((id) => `resource in Gov::Team::"${id}"`),
)

const policy = fc
  .tuple(fc.constantFrom('permit', 'permit', 'permit', 'forbid'), principalHead, action, resource)
  .map(([effect, who, what, where]) => `${effect} (${who}, ${what}, ${where});`)

/** Policies about what is served, sources, files and sensitive fields. */
export const extraRights = fc
  .array(policy, { maxLength: 5 })
  .map((policies) => policies.map((text, index) => `@id("extra-${index}") ${text}`).join('\n'))
