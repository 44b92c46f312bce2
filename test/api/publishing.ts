import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagedPolicyFolder } from '../../src/access/index.ts'
import type { Answered, Person } from './stewards.ts'

/** The policies that come with the package, to which tests add. */
export const packaged = {
  name: 'default.cedar',
  text: readFileSync(join(packagedPolicyFolder(), 'default.cedar'), 'utf8'),
}

/** Publishes. */
export const publishMutation = `mutation ($input: PublishPolicyInput!) { publishPolicy(input: $input) {
  version { id number digest reason publishedAt author { id name } confirmedBy { id name } files { name text } }
  proposal { id basedOn reason author { id } lapsesAt }
  preview { complete needsSecondSteward principalsAsked principalsKnown classesAsked classesKnown
    changes { change principal { name } action on before after } }
  userErrors { code message field file line column policyId } } }`

/** What is published, with one more file. */
export const withFile = (text: string, more: Readonly<Record<string, unknown>> = {}) => ({
  files: [packaged, { name: 'own.cedar', text }],
  basedOn: 0,
  reason: 'a test',
  ...more,
})

/** Publishes, whatever comes of it. */
export async function publishAs(person: Person, input: Readonly<Record<string, unknown>>): Promise<Answered> {
  return (await person.read(publishMutation, { input })).publishPolicy
}

/** Takes something from everybody, so that one steward may publish it alone. */
export const noSyncing = '@id("no-syncing") forbid (principal, action == Gov::Action::"source:sync", resource);'

/** Gives everybody something, stewards among them. */
export const allSync = '@id("all-sync") permit (principal, action == Gov::Action::"source:sync", resource);'
