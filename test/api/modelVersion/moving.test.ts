import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'
import { expectRefused, quoted } from '../refusals.ts'

const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const name = uniqueName('moving')
const addVersion = () => writer.post('/model-versions/create', { name, source: 's3://elsewhere/files' })
const moveTo = (version: string, stage: string) =>
  writer.post('/model-versions/transition-stage', { name, version, stage, archive_existing_versions: false })

const gateway = await startGateway({ sources: [mlflowSource()] })
const version = (suffix: string) => `modelVersion(ref: ${quoted(`models:/${name}/${suffix}`)}) { version }`
const numberOf = async (suffix: string) =>
  (await gateway.read<{ found: { version: string } }>(`{ found: ${version(suffix)} }`)).found.version

test('the latest version and those of a stage are the ones MLflow means, and follow it at once', async () => {
  await writer.post('/registered-models/create', { name })
  await expectRefused(gateway, version('latest'), { code: 'NOT_FOUND' })
  for (let made = 0; made < 10; made += 1) await addVersion()
  await moveTo('2', 'Production')
  await moveTo('9', 'Production')
  expect(await numberOf('latest')).toBe('10')
  expect(await numberOf('Production')).toBe('9')
  expect(await numberOf('production')).toBe('9')
  await expectRefused(gateway, version('Staging'), { code: 'NOT_FOUND' })
  await addVersion()
  await moveTo('9', 'Archived')
  expect([await numberOf('latest'), await numberOf('Production'), await numberOf('Archived')]).toEqual(['11', '2', '9'])
})

test('a version that is not there is refused with those that are', async () => {
  await expectRefused(gateway, version('99'), {
    code: 'NOT_FOUND',
    candidates: expect.arrayContaining([expect.objectContaining({ ref: `models:/${name}/11` })]),
  })
})
