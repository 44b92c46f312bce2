import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readGroupsFile } from '../../src/config/index.ts'
import { startGateway } from '../support/gateway.ts'
import { temporaryFolder } from '../support/tools.ts'
import { audience, startIssuer } from './issuer.ts'

const issuer = await startIssuer()
const directory = temporaryFolder('groups')
const path = join(directory, 'groups.yaml')
const write = (text: string) => {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

write(`
groups:
  fraud:
    members: [ada, { issuer: "${issuer.url}", subject: "7" }]
    roles: [viewer]
    clearance: 3
  nobody: {}
`)

const { read, ask, gateway } = await startGateway({
  sources: [],
  directory,
  config: { auth: { groupsFile: 'groups.yaml', issuers: [{ issuer: issuer.url, audience }] } },
})
const query = '{ viewer { roles teams clearance } }'
const tokenOf = async (principalName: string, ownerName?: string) => {
  const owner = ownerName === undefined ? {} : { ownerName }
  return (await gateway.tokens.create({ principalName, roles: [], lifetimeMs: null, ...owner })).token
}
const nothing = { viewer: { roles: [], teams: [], clearance: 1 } }
const inFraud = { viewer: { roles: ['viewer'], teams: ['fraud'], clearance: 3 } }

test('a group gives its members what it says, at the very next request after the file changed', async () => {
  const [ada, bob] = [await tokenOf('ada'), await tokenOf('bob')]
  expect(await read(query, {}, { token: ada })).toEqual(inFraud)
  expect(await read(query, {}, { token: bob })).toEqual(nothing)
  write('groups:\n  fraud: { members: [bob], roles: [viewer], clearance: 3, teams: [fraud, audit] }\n')
  expect(await read(query, {}, { token: ada })).toEqual(nothing)
  expect(await read(query, {}, { token: bob })).toEqual({
    viewer: { roles: ['viewer'], teams: ['fraud', 'audit'], clearance: 3 },
  })
})

test('somebody from an identity provider is a member by subject, and never by a name they chose', async () => {
  write(
    `groups: { fraud: { members: [ada, { issuer: "${issuer.url}", subject: "7" }], roles: [viewer], clearance: 3 } }`,
  )
  const { accessToken } = await issuer.userTokens({ sub: '7', claims: { name: 'Grace' } })
  expect(await read(query, {}, { token: accessToken })).toEqual(inFraud)
  const other = await issuer.userTokens({ sub: 'ada', claims: { name: 'ada' } })
  expect(await read(query, {}, { token: other.accessToken })).toEqual(nothing)
})

test('a service account is no member by the name of a user', async () => {
  write('groups: { fraud: { members: [ada, { serviceAccount: nightly }], roles: [viewer], clearance: 3 } }')
  expect(await read(query, {}, { token: await tokenOf('nightly', 'eve') })).toEqual(inFraud)
  expect(await read(query, {}, { token: await tokenOf('nightly') })).toEqual(nothing)
})

test('whoever is deactivated is refused, and so are the service accounts they answer for', async () => {
  const [eve, nightly] = [await tokenOf('eve'), await tokenOf('weekly', 'eve')]
  const { accessToken } = await issuer.userTokens({ sub: '9' })
  const statuses = async () =>
    Promise.all([eve, nightly, accessToken].map(async (token) => (await ask(query, {}, { token })).status))
  expect(await statuses()).toEqual([200, 200, 200])
  write(`deactivated: [eve, { issuer: "${issuer.url}", subject: "9" }]`)
  expect(await statuses()).toEqual([401, 401, 401])
  write('groups: {}')
  expect(await statuses()).toEqual([200, 200, 200])
})

test('a file that cannot be read any more leaves the groups before it in force', async () => {
  write('groups: { fraud: { members: [ada], roles: [viewer], clearance: 3 } }')
  const ada = await tokenOf('ada')
  expect(await read(query, {}, { token: ada })).toEqual(inFraud)
  write('groups: { fraud: { members: [ada], roles: [wizard] } }')
  expect(await read(query, {}, { token: ada })).toEqual(inFraud)
  write('groups: {}')
  expect(await read(query, {}, { token: ada })).toEqual(nothing)
})

test('everything that is wrong with a file is told together, and keeps a gateway from starting', async () => {
  const folder = temporaryFolder('groups')
  const broken = join(folder, 'groups.yaml')
  writeFileSync(broken, 'groups: { a: { members: [7], roles: [wizard], clearance: 9 } }\nmembres: []\n')
  const told = /2 problems|3 problems|4 problems/
  expect(() => readGroupsFile(broken)).toThrow(ConfigError)
  expect(() => readGroupsFile(broken)).toThrow(told)
  expect(() => readGroupsFile(broken)).toThrow(/groups\.a\.clearance: must be a whole number from 0 to 4/)
  const config = { auth: { groupsFile: 'groups.yaml' } }
  await expect(startGateway({ sources: [], directory: folder, config })).rejects.toThrow(told)
})
