import type { AccessClass } from '../../catalog/types.ts'
import { compiledRead } from '../compiled-read.ts'
import type { Database } from '../database.ts'
import { classOfRow } from './access-class.ts'

/** Every class that objects of the mirror have. Classes never change and are never removed; there are few. */
export interface AccessClassRegistry {
  /** Asks the store whether there are classes that this process has not read, and reads them. */
  refresh(): Promise<ReadonlyMap<string, AccessClass>>
  /** A class that was read already. */
  known(id: string): AccessClass | undefined
  /** Tells that this process has written objects, and so perhaps classes. */
  noteWrite(): void
  /** How often it has. */
  writes(): number
}

/** A registry over the store; empty until it is first asked. */
export function createAccessClassRegistry({ kysely }: Pick<Database, 'kysely'>): AccessClassRegistry {
  let known: ReadonlyMap<string, AccessClass> = new Map()
  let writes = 0
  const count = compiledRead(kysely, () =>
    kysely.selectFrom('access_class').select(({ fn }) => fn.countAll<number>().as('classes')),
  )
  return {
    known: (id) => known.get(id),
    noteWrite: () => void writes++,
    writes: () => writes,
    async refresh() {
      const [counted] = await count()
      if (counted?.classes === known.size) return known
      const rows = await kysely.selectFrom('access_class').selectAll().execute()
      known = new Map(rows.map((row) => [row.id, classOfRow(row)]))
      return known
    },
  }
}
