import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { storeFault } from './store-fault.ts'

/** A dialect whose failures are `Fault`s, so that no driver's words or addresses reach a caller. */
export function faultingDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => faultingDriver(dialect.createDriver()),
  }
}

function faultingDriver(driver: Driver): Driver {
  const plain = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const inner = (connection: DatabaseConnection) => plain.get(connection) ?? connection
  return {
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await orFault('Connecting to the store', () => driver.acquireConnection())
      const faulting = faultingConnection(connection)
      plain.set(faulting, connection)
      return faulting
    },
    beginTransaction: (connection, settings) =>
      orFault('begin', () => driver.beginTransaction(inner(connection), settings)),
    commitTransaction: (connection) => orFault('commit', () => driver.commitTransaction(inner(connection))),
    rollbackTransaction: (connection) => orFault('rollback', () => driver.rollbackTransaction(inner(connection))),
    releaseConnection: (connection) => driver.releaseConnection(inner(connection)),
    destroy: () => driver.destroy(),
  }
}

function faultingConnection(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
      orFault(query.sql.slice(0, 200), () => connection.executeQuery<Row>(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}

async function orFault<Answer>(operation: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    throw storeFault(operation, error)
  }
}
