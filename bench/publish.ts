import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge, renderVerdict } from './goals.ts'
import { drawPlot } from './plot.ts'
import { type Outcomes, renderOutcomes } from './report.ts'
import type { Results } from './results-file.ts'
import type { Outcome } from './run-workload.ts'
import { BENCH, REPOSITORY, SERVER_NAMES, type ServerName } from './servers.ts'
import { FULL_WORKLOADS } from './workloads.ts'

const PLOT = join(REPOSITORY, 'docs/bench.svg')
const PAGE = join(BENCH, 'RESULTS.md')

export function outcomesOf(workload: Results['workloads'][string]): Outcomes {
  const measured = SERVER_NAMES.flatMap((name): [ServerName, Outcome][] => {
    const outcome = workload[name]
    return outcome === undefined ? [] : [[name, outcome]]
  })
  return new Map(measured)
}

/** Writes the plot and the page of results. Returns the files. */
export function publish(results: Results): string[] {
  writeFileSync(PLOT, drawPlot(results))
  writeFileSync(PAGE, resultsPage(results))
  return [PLOT, PAGE]
}

function resultsPage({ machine, seconds, workloads }: Results): string {
  const { date, commit, cores, cpu, memoryGiB, kernel, node } = machine
  const sections = Object.entries(workloads).flatMap(([id, workload]) => {
    const outcomes = outcomesOf(workload)
    const verdicts = judge(id, outcomes).map((verdict) => `- ${renderVerdict(verdict)}`)
    return [
      `## ${id}: ${FULL_WORKLOADS[id]?.title ?? ''}`,
      ...(verdicts.length === 0 ? [] : [verdicts.join('\n')]),
      `\`\`\`\n${renderOutcomes(outcomes)}\n\`\`\``,
    ]
  })
  return `${[
    '# Results',
    `Written by \`npm run bench -- --plot\`: ${date.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, ${cores} cores of ${cpu}, ${memoryGiB} GiB, Linux ${kernel}, Node ${node.slice(1)}, all in one run of ${Math.round(seconds / 60)} minutes. [README.md](README.md) says what is measured and how, [PROFILE.md](PROFILE.md) where the time goes.`,
    '![Server CPU per delivered keystroke](../docs/bench.svg)',
    ...sections,
  ].join('\n\n')}\n`
}
