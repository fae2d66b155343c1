import type { CompiledQuery, QueryResult } from 'kysely'

type Value = string | number | null

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

interface Executor {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>
}

export type PreparedQuery<Row, Name extends string> = (
  values: Readonly<Record<Name, Value>>,
) => Promise<readonly Row[]>

/**
 * A query that is made and compiled once, and then asked with other values: that is most of what a small query
 * costs. `build` is given a stand-in for each of `names`, to be used as a value only.
 */
export function preparedQuery<Row, Name extends string>(
  database: Executor,
  names: readonly Name[],
  build: (values: Readonly<Record<Name, string>>) => Compilable<Row>,
): PreparedQuery<Row, Name> {
  const standIns = Object.fromEntries(names.map((name) => [name, `\0${name}`])) as Record<Name, string>
  const nameOf = new Map<unknown, Name>(names.map((name) => [standIns[name], name]))
  let compiled: CompiledQuery<Row> | null = null
  return async (values) => {
    compiled ??= build(standIns).compile()
    const parameters = compiled.parameters.map((parameter) => {
      const name = nameOf.get(parameter)
      return name === undefined ? parameter : values[name]
    })
    const query: CompiledQuery<Row> = { ...compiled, parameters }
    return (await database.executeQuery(query)).rows
  }
}
