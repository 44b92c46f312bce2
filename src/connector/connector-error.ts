/** A connector that cannot be used as it is written. Stops the start; meant for its author and the operator. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
}
