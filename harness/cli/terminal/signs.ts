/** Signs of ours for terminals whose locale has no UTF-8, each as wide as the one that it stands for. */
const asciiSigns: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '≈': '=',
  '–': '-',
  '—': '-',
  '·': '.',
  '…': '~',
  '█': '#',
  '░': '.',
  '×': 'x',
  '→': '>',
  '≥': '>',
  '≤': '<',
  µ: 'u',
  '“': '"',
  '”': '"',
  '’': "'",
}

type Environment = Readonly<Record<string, string | undefined>>

/** What people read, in characters that their terminal has. JSON and reports are UTF-8 whatever the locale. */
export function forTerminal(text: string, env: Environment): string {
  return hasUtf8(env) ? text : text.replaceAll(/\P{ASCII}/gu, (sign) => asciiSigns[sign] ?? '?')
}

/** Only a locale that names another encoding counts: machines without any locale, such as containers, show UTF-8 well. */
export function hasUtf8(env: Environment): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG']
  return locale === undefined || locale === '' || /utf-?8/i.test(locale)
}
