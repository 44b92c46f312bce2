// Breaking: no.
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** Wishes to change what a target stands for, who said what of them, what gates found, and what is done. */
export const approvals: Migration = {
  name: '0015-approvals',
  isBreaking: false,
  async up(db) {
    await createPolicies(db)
    await createRequests(db)
    await createEvidence(db)
    await createEffects(db)
    await createTargets(db)
    await createAnswers(db)
  },
}

async function createPolicies(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('approval_policy')
    .addColumn('number', integer, (column) => column.primaryKey().notNull())
    .addColumn('policies_json', text, (column) => column.notNull())
    .addColumn('digest', text, (column) => column.notNull())
    .addColumn('author', text)
    .addColumn('confirmed_by', text)
    .addColumn('reason', text)
    .addColumn('published_at', integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('approval_policy_proposal')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('policies_json', text, (column) => column.notNull())
    .addColumn('based_on', integer, (column) => column.notNull())
    .addColumn('requester_json', text, (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .addColumn('requested_at', integer, (column) => column.notNull())
    .addColumn('lapses_at', integer, (column) => column.notNull())
    .addColumn('decision_json', text)
    .execute()
}

async function createRequests(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('approval_request')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('revision', integer, (column) => column.notNull())
    .addColumn('target_uid', text, (column) => column.notNull())
    .addColumn('environment', text, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('model_uid', text, (column) => column.notNull())
    .addColumn('version_uid', text, (column) => column.notNull())
    .addColumn('requester', text, (column) => column.notNull())
    .addColumn('plan_digest', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('not_before', integer)
    .addColumn('expires_at', integer, (column) => column.notNull())
    .addColumn('ended_at', integer)
    .addColumn('request_json', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('approval_request_state').on('approval_request').columns(['state', 'uid']).execute()
  await db.schema
    .createIndex('approval_request_target')
    .on('approval_request')
    .columns(['target_uid', 'state'])
    .execute()
  await db.schema
    .createIndex('approval_request_version')
    .on('approval_request')
    .columns(['version_uid', 'uid'])
    .execute()
  await db.schema.createIndex('approval_request_model').on('approval_request').columns(['model_uid', 'uid']).execute()
  await db.schema
    .createIndex('approval_request_busy')
    .on('approval_request')
    .column('target_uid')
    .unique()
    .where(sql.ref('state'), 'in', ['EXECUTING', 'COMPENSATING', 'STUCK'])
    .execute()
}

async function createEvidence(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('approval_review')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('request_uid', text, (column) => column.notNull())
    .addColumn('reviewer', text, (column) => column.notNull())
    .addColumn('decision', text, (column) => column.notNull())
    .addColumn('comment', text)
    .addColumn('subject_digest', text, (column) => column.notNull())
    .addColumn('plan_digest', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('dismissed_at', integer)
    .addColumn('dismissed_by', text)
    .addColumn('dismiss_reason', text)
    .execute()
  await db.schema.createIndex('approval_review_request').on('approval_review').columns(['request_uid', 'uid']).execute()
  await db.schema
    .createTable('approval_check')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('request_uid', text, (column) => column.notNull())
    .addColumn('gate', text, (column) => column.notNull())
    .addColumn('is_required', integer, (column) => column.notNull())
    .addColumn('subject_digest', text, (column) => column.notNull())
    .addColumn('configuration_digest', text, (column) => column.notNull())
    .addColumn('verdict', text, (column) => column.notNull())
    .addColumn('result_json', text, (column) => column.notNull())
    .addColumn('computed_at', integer, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('approval_check_request').on('approval_check').columns(['request_uid', 'uid']).execute()
}

async function createEffects(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('effect')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('request_uid', text, (column) => column.notNull())
    .addColumn('revision', integer, (column) => column.notNull())
    .addColumn('ordinal', integer, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('place_json', text, (column) => column.notNull())
    .addColumn('desired', text)
    .addColumn('has_expectation', integer, (column) => column.notNull())
    .addColumn('expects', text)
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('is_found', integer, (column) => column.notNull())
    .addColumn('found', text)
    .addColumn('attempts', integer, (column) => column.notNull())
    .addColumn('fence', integer, (column) => column.notNull())
    .addColumn('claimed_by', text)
    .addColumn('lease_until', integer)
    .addColumn('next_attempt_at', integer, (column) => column.notNull())
    .addColumn('sent_at', integer)
    .addColumn('ended_at', integer)
    .addColumn('error_json', text)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('updated_at', integer, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('effect_due').on('effect').columns(['state', 'next_attempt_at']).execute()
  await db.schema.createIndex('effect_request').on('effect').columns(['request_uid', 'revision', 'ordinal']).execute()
}

async function createTargets(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('target_state')
    .addColumn('target_uid', text, (column) => column.primaryKey().notNull())
    .addColumn('generation', integer, (column) => column.notNull())
    .addColumn('desired_version_uid', text)
    .addColumn('artifact_digest', text)
    .addColumn('request_uid', text)
    .addColumn('changed_at', integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('target_change')
    .addColumn('target_uid', text, (column) => column.notNull())
    .addColumn('generation', integer, (column) => column.notNull())
    .addColumn('version_uid', text)
    .addColumn('request_uid', text, (column) => column.notNull())
    .addColumn('changed_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('target_change_key', ['target_uid', 'generation'])
    .execute()
}

async function createAnswers(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('idempotent_answer')
    .addColumn('principal', text, (column) => column.notNull())
    .addColumn('idempotency_key', text, (column) => column.notNull())
    .addColumn('payload_digest', text, (column) => column.notNull())
    .addColumn('answer_json', text, (column) => column.notNull())
    .addColumn('created_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotent_answer_key', ['principal', 'idempotency_key'])
    .execute()
  await db.schema.createIndex('idempotent_answer_age').on('idempotent_answer').column('created_at').execute()
}
