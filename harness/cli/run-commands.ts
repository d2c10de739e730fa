import type { Command } from 'commander'
import type { Io } from './io.ts'
import { keep, pathName, pathNames } from './options.ts'

/** The commands that read what runs have left. `ended` is called with the exit code. */
export function addRunCommands(root: Command, io: Io, ended: (code: number) => void): void {
  root
    .command('report')
    .description('make every report anew from the log of a run, also of one that died')
    .argument(
      '<run...>',
      "a run's folder or its run.jsonl, or a folder of runs: the newest, with the others as history",
      pathNames,
    )
    .option('--out <folder>', "where the reports go (default: the run's own folder)", pathName)
    .option('--readme <file>', 'refresh the matrix that stands between markers in this file', pathName)
    .option('--github', 'in a GitHub workflow: write the summary of the job, and annotate regressions', false)
    .option('--json', 'print JSON on stdout, and nothing else there', false)
    .action(async (runs: string[], options) => {
      const { report } = await import('./report.ts')
      ended(await report({ runs, ...options }, io))
    })

  root
    .command('results')
    .description('the cells of a run that a query finds, such as dialer:firefox verdict:fail (docs/report.md)')
    .argument('[query...]', 'words that all have to hold; none: every cell')
    .option('--run <run>', "a run's folder or its run.jsonl", pathName, 'reports/latest')
    .option('--json', 'print JSON on stdout, and nothing else there', false)
    .action(async (query: string[], options) => {
      const { results } = await import('./results.ts')
      ended(await results({ query: query.join(' '), ...options }, io))
    })

  root
    .command('diff')
    .description('what changed from one run to another: versions, verdicts, connect times beyond noise')
    .argument('<before>', "a run's folder or its run.jsonl", pathName)
    .argument('<after>', 'the same of the other run', pathName)
    .option('--json', 'print JSON on stdout, and nothing else there', false)
    .action(async (before: string, after: string, { json }) => {
      const { diff } = await import('./diff.ts')
      ended(await diff({ before, after, json }, io))
    })

  root
    .command('prune')
    .description('free the space of old runs; of those, what history needs stays')
    .requiredOption('--keep <n>', 'how many of the newest runs stay whole', keep)
    .option('--reports <folder>', 'the folder of the runs', pathName, 'reports')
    .action(async (options) => {
      const { prune } = await import('./prune.ts')
      ended(await prune(options, io))
    })
}
