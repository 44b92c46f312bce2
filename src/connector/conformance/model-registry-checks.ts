import type { ModelRegistry } from '../contract.ts'
import { type ModelVersionRecord, type NativeKey, versionNativeId } from '../records.ts'
import { demandBatch, demandFreeEmptyBatch } from './batch-checks.ts'
import { type ConformanceCheck, capabilityChecks, demand, isSame, type Session } from './check.ts'
import { keySet, keyText } from './keys.ts'
import { recordFault } from './record-shape.ts'
import type { ConformanceSubject } from './subject.ts'

/** Demands on registered models and versions. */
export function modelRegistryChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const known = subject.known.modelRegistry
  const check = capabilityChecks(subject, 'MODEL_REGISTRY', known)
  const checks = [
    check('models are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('models', known.models, (keys) => member.models(keys, call)),
    ),
    check('versions are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('versions', known.versions, (keys) => member.versions(keys, call)),
    ),
    check('asking for nothing makes no call', async ({ member, host, call }) => {
      await demandFreeEmptyBatch('models', host, () => member.models([], call))
      await demandFreeEmptyBatch('versions', host, () => member.versions([], call))
      await demandFreeEmptyBatch('runs', host, () => member.versionsOfRuns([], call))
    }),
    check('records read by key are well-formed', async ({ member, known, call }) => {
      const models = (await member.models(known.models.present, call)).map(
        (each) => each && recordFault('models', each),
      )
      const versions = (await member.versions(known.versions.present, call)).map(
        (each) => each && recordFault('versions', each),
      )
      const fault = [...models, ...versions].find((each) => each !== null)
      demand(fault === undefined, `A record read by key must have the shape of its kind: ${fault ?? ''}.`)
    }),
    check('the versions of a model come newest first', async ({ member, known, call }) => {
      const found = (await member.versionsOf(known.versionsOf.model, call)).map(keyText)
      demand(
        isSame(found, known.versionsOf.versions.map(keyText)),
        'versionsOf must give every version of the model, newest first.',
      )
    }),
    check('an alias leads to its version', async ({ member, known, call }) => {
      const { model, alias, version } = known.alias
      const found = await member.versionByAlias(model, alias, call)
      demand(
        found !== null && keyText(found) === keyText(version),
        'versionByAlias must give the version the alias points at.',
      )
      const [record] = await member.models([model], call)
      const isListed = record?.aliases.some(
        (each) => each.alias === alias && versionNativeId(record.name, each.version) === version.nativeId,
      )
      demand(isListed === true, 'A model read by key must carry its aliases.')
    }),
    check('an alias that is not set leads to null', async ({ member, known, call }) => {
      const found = await member.versionByAlias(known.alias.model, 'surely-not-an-alias', call)
      demand(found === null, 'versionByAlias must answer null for an alias that is not set.')
    }),
    check('the files of a version are located', async ({ member, known, call }) => {
      const record = await versionRecord(member, known.located.version, call)
      demand(
        (await member.locate(record, call)) === known.located.uri,
        'locate must give the address of the files, indirections followed.',
      )
    }),
  ]
  const { versionsOfRun, described } = known ?? {}
  if (versionsOfRun !== undefined) {
    checks.push(
      check('the versions that a run made are found', async ({ member, call }) => {
        const found = keySet(await member.versionsOfRuns([versionsOfRun.run], call))
        demand(
          isSame(found, keySet(versionsOfRun.versions)),
          'versionsOfRuns must give exactly the versions that the run made.',
        )
      }),
    )
  }
  if (described !== undefined) {
    checks.push(
      check('a description names the flavours', async ({ member, call }) => {
        const description = await member.describe(await versionRecord(member, described.version, call), call)
        const isNamed = description?.flavors.some((flavor) => flavor.name === described.flavor)
        demand(isNamed === true, `describe must give the flavours of the version's description file.`)
      }),
    )
  }
  return checks
}

async function versionRecord(
  member: ModelRegistry,
  key: NativeKey,
  call: Session['call'],
): Promise<ModelVersionRecord> {
  const [record] = await member.versions([key], call)
  demand(record !== null && record !== undefined, 'versions must find a version that is there.')
  return record
}
