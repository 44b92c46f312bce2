import { defineConnector } from 'modelwarden/connector'
import { config } from './config.ts'
import { connect } from './connect.ts'

/** A catalogue of datasets kept as a CSV or JSON file. */
export const manifest = defineConnector({
  id: 'csv-catalogue',
  contract: 1,
  tool: { name: 'CSV catalogue', versions: '*' },
  capabilities: ['DATASET_CATALOGUE'],
  streams: ['datasets'],
  config,
  describeUrl: (accepted) => ('url' in accepted ? new URL(accepted.url).origin : accepted.file),
  connect,
})
