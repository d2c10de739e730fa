import { chromium } from 'playwright-core'
import type { Launch } from './launch.ts'

/** Chromium takes the last of several `--disable-features`, so Playwright's own against talking to the outside are here too. */
const disabledFeatures = [
  'WebRtcHideLocalIpsWithMdns', // no lab has mDNS to resolve them
  'AimEnabled',
  'DialMediaRouteProvider',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
]

/** Names do not resolve, whatever Chromium wants to ask of whom: only addresses do, which end in a digit or in a bracket. */
const notNames = ['localhost', '*]', ...Array.from({ length: 10 }, (_, digit) => `*${digit}`)]
const resolverRules = ['MAP * ~NOTFOUND', ...notNames.map((pattern) => `EXCLUDE ${pattern}`)]

const flags = [
  '--disable-gpu',
  '--allow-loopback-in-peer-connection',
  `--disable-features=${disabledFeatures.join(',')}`,
  `--host-resolver-rules=${resolverRules.join(', ')}`,
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
]

export const launchChromium: Launch = ({ executablePath, args, env }) =>
  chromium.launch({
    executablePath,
    args: [...flags, ...args],
    env,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
