"""The questions that the client asks, in the gateway's language."""

_NODE = "{ id kind name ref source properties restricted }"
_EDGE = "{ from to kind confidence observedAt validFrom validTo validity columns { from to type subtype masking } }"
_FACTS = """truncated truncationReason complete asOf cache { state ageMs }
    sources { source state asOf lagSeconds error { code message retryable } }"""
_WALK = "depth: $depth, maxNodes: $maxNodes, freshness: $freshness"

LINEAGE = f"""
query Lineage($ref: String!, $source: String, $direction: LineageDirection, $depth: Int, $kinds: [LineageNodeKind!],
  $at: DateTime, $columns: Boolean, $maxNodes: Int, $freshness: LineageFreshness) {{
  lineage(ref: $ref, source: $source, direction: $direction, kinds: $kinds, at: $at, columns: $columns, {_WALK}) {{
    root {{ id }}
    nodes {_NODE}
    edges {_EDGE}
    depthReached nodesOmitted {_FACTS}
  }}
}}
"""

IMPACT = f"""
query Impact($ref: String!, $source: String, $depth: Int, $at: DateTime, $maxNodes: Int, $freshness: LineageFreshness) {{
  impact(of: $ref, source: $source, at: $at, {_WALK}) {{
    root {_NODE}
    severity
    affected {{ node {{ id kind name ref source restricted }} distance severity isLive environment owners path }}
    depthReached nodesOmitted {_FACTS}
  }}
}}
"""

# `around` has what both have alike, so that the picture shows where the differences are.
DIFF_LINEAGE = f"""
query DiffLineage($a: String!, $b: String!, $source: String, $direction: LineageDirection, $depth: Int,
  $kinds: [LineageNodeKind!], $aAt: DateTime, $bAt: DateTime, $maxNodes: Int, $freshness: LineageFreshness) {{
  diffLineage(a: $a, b: $b, source: $source, direction: $direction, kinds: $kinds, aAt: $aAt, bAt: $bAt, {_WALK}) {{
    a {_NODE}
    b {_NODE}
    added {_NODE}
    removed {_NODE}
    changed {{ before {_NODE} after {_NODE} fields }}
    addedEdges {_EDGE}
    removedEdges {_EDGE}
    unchanged {_FACTS}
  }}
  around: lineage(ref: $b, source: $source, direction: $direction, depth: $depth, kinds: $kinds, at: $bAt,
    maxNodes: $maxNodes) {{
    nodes {_NODE}
    edges {_EDGE}
  }}
}}
"""

_PAGE = "pageInfo { hasNextPage endCursor } sourceStatus { source state complete error { message } }"

_VERSION = """ref name version source { name } status stage description author createdAt trainedAt aliases
  tags { key value } run { ref }"""

MODELS = f"""
query Models($first: Int, $after: String, $filter: ModelFilter) {{
  models(first: $first, after: $after, filter: $filter) {{
    nodes {{ ref name source {{ name }} description createdAt updatedAt tags {{ key value }} aliases {{ alias version }}
      latestVersion {{ version }} }}
    {_PAGE}
  }}
}}
"""

VERSIONS = f"""
query Versions($first: Int, $after: String, $ref: String!, $source: String) {{
  model(ref: $ref, source: $source) {{
    versions(first: $first, after: $after) {{ nodes {{ {_VERSION} }} {_PAGE} }}
  }}
}}
"""

RUNS = f"""
query Runs($first: Int, $after: String, $filter: RunFilter) {{
  runs(first: $first, after: $after, filter: $filter) {{
    nodes {{ ref runId name source {{ name }} experiment {{ name }} status user startedAt endedAt codeCommit
      params {{ key value }} metrics {{ key value }} tags {{ key value }} }}
    {_PAGE}
  }}
}}
"""

SEARCH = f"""
query Search($first: Int, $after: String, $text: String!, $kinds: [SearchKind!], $source: String) {{
  search(first: $first, after: $after, text: $text, kinds: $kinds, source: $source) {{
    nodes {{ kind name ref source matchedIn }}
    {_PAGE}
  }}
}}
"""

LIVE = f"""
query Live($first: Int, $after: String, $at: DateTime, $environment: String, $ref: String, $source: String) {{
  liveAt(first: $first, after: $after, at: $at, environment: $environment, ref: $ref, source: $source) {{
    nodes {{
      environment {{ name }}
      served {{
        deployment {{ ref source {{ name }} }}
        version state reason match matchReason
        modelVersion {{ ref name version }}
        candidates {{ ref }}
      }}
      target {{ nativeRef source {{ name }} }}
      modelVersion {{ ref name version }}
      since
    }}
    {_PAGE}
  }}
}}
"""

_VALUES = "{ key values differs }"
_METRICS = "{ key datasetName datasetDigest values differs }"

COMPARE_RUNS = f"""
query CompareRuns($refs: [String!]!, $source: String, $onlyDiffering: Boolean) {{
  compareRuns(refs: $refs, source: $source, onlyDiffering: $onlyDiffering) {{
    compared: runs {{ ref name }}
    params {_VALUES} metrics {_METRICS} tags {_VALUES} datasets {_VALUES} code {_VALUES} environment {_VALUES}
    codeChangeUrls
  }}
}}
"""

COMPARE_VERSIONS = f"""
query CompareVersions($refs: [String!]!, $source: String, $onlyDiffering: Boolean) {{
  compareVersions(refs: $refs, source: $source, onlyDiffering: $onlyDiffering) {{
    compared: versions {{ ref name }}
    params {_VALUES} metrics {_METRICS} tags {_VALUES} datasets {_VALUES} signature {_VALUES} code {_VALUES}
    environment {_VALUES}
    codeChangeUrls
  }}
}}
"""

KIND_OF = "query KindOf($id: ID!) { node(id: $id) { __typename } }"

REPRODUCE = """
query Reproduce($ref: String!, $source: String) {
  reproduceRecipe(ref: $ref, source: $source) {
    run { ref name }
    codeCommit repository entrypoint command complete
    parameters { key value }
    data { role dataVersion { ref } }
    environment { path text }
    missing { piece message }
    assumptions { piece message }
  }
}
"""

WHOAMI = "query WhoAmI { viewer { name kind roles teams clearance regions actions tokenExpiresAt } }"
