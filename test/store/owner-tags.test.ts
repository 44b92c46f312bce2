import { expect, test } from 'vitest'
import { createOwnerTags } from '../../src/persistence/owner-tags.ts'
import { catalogOn, engines, freshDatabase } from './engines.ts'
import { aModel } from './records.ts'

test.each(engines)('owners are named by the configured tag of teams, and by the usual ones, on %s', async (engine) => {
  const database = await freshDatabase(engine)
  const catalog = catalogOn(database)
  const tags = { owner: 'dana, ann', squad: 'blue', team: 'not this one' }
  await catalog.ingest({ source: 's', records: [aModel('m', { tags })], observedAt: 1 })
  const [model] = await catalog.byName('Model', 'm', null)
  if (model === undefined) throw new Error('the model is not there')
  const owners = await createOwnerTags(database, 'squad').ownersOf([model.uid])
  expect(owners.get(model.uid)).toEqual(['dana', 'ann', 'blue'])
})
