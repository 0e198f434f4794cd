import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconLoader2,
  IconLockOpen,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { checkStepName, checkStepText, isUnprotected } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import { stateNamesIn } from '../../main/texts/state-name.ts'
import { type CheckStep, checkStepIds } from '../../main/words/check.ts'
import { formatInstantExact } from '../../main/words/format.ts'
import type { ShopState } from '../../main/words/shop.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './check-steps.module.css'
import type { Draft } from './draft.ts'

type StepState = CheckStep['outcome'] | 'unprotected' | 'waiting' | 'running'

const icons: Readonly<Record<StepState, typeof IconCircle>> = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  'not-tried': IconCircleMinus,
  unprotected: IconLockOpen,
  waiting: IconCircle,
  running: IconLoader2,
}

interface CheckStepsProps {
  readonly steps: readonly CheckStep[]
  /** Those of the shop, as far as they are known. */
  readonly states: readonly ShopState[]
  readonly running: boolean
  /** Null until the report is there. */
  readonly ok: boolean | null
  /** Of a shop that has to be saved before anything can be downloaded. */
  readonly isNew: boolean
  readonly draft: Draft
  /** Mends the form and checks again. */
  readonly change: (patch: Partial<Draft>) => void
}

/** All eight from the start, so that nothing jumps; each filled in as it comes. */
export function CheckSteps({ steps, states, running, ok, isNew, draft, change }: CheckStepsProps) {
  const texts = useTexts()
  const { check } = texts.settings
  const current = running ? checkStepIds.find((id) => !steps.some((step) => step.id === id)) : undefined
  // The steps appear below the button, often out of sight; at the end what failed is what matters.
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const failed = ok === null ? null : box.current?.querySelector('[data-state="failed"]')
    ;(failed ?? box.current)?.scrollIntoView({ block: 'nearest' })
  }, [ok])
  const warned = steps.some((step) => step.outcome === 'warning')
  const warnings = isNew ? check.warningsNew : check.warnings
  const allFine = isNew ? check.allFineNew : check.allFine
  return (
    <div className={classes.check} ref={box}>
      <ol className={classes.steps} aria-label={check.steps}>
        {checkStepIds.map((id) => {
          const step = steps.find((known) => known.id === id)
          return (
            <Step
              key={id}
              id={id}
              step={step}
              states={states}
              state={step === undefined ? (id === current ? 'running' : 'waiting') : stateOf(step)}
              draft={draft}
              change={change}
            />
          )
        })}
      </ol>
      <p className={classes.result} role="status" data-ok={ok ?? undefined} data-warned={warned || undefined}>
        {ok === null ? '' : ok ? (warned ? warnings : allFine) : check.failed}
      </p>
    </div>
  )
}

/** A green tick would say that it is protected. */
function stateOf({ outcome, facts }: CheckStep): StepState {
  return outcome === 'ok' && isUnprotected(facts) ? 'unprotected' : outcome
}

interface StepProps {
  readonly id: CheckStep['id']
  readonly step: CheckStep | undefined
  readonly states: readonly ShopState[]
  readonly state: StepState
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

function Step({ id, step, states, state, draft, change }: StepProps) {
  const texts = useTexts()
  const { outcomes, unprotected, facts } = texts.check
  const Icon = icons[state]
  const said = step === undefined ? null : checkStepText(texts, step, states)
  const found = Object.entries(step?.facts ?? {}).filter((fact) => saysSomething(...fact))
  return (
    <li className={classes.step} data-state={state}>
      <Icon size={20} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <p className={classes.name}>
          {checkStepName(texts, step ?? { id, facts: {} })}
          <span className={classes.outcome}>
            {state === 'unprotected' ? unprotected.outcome : outcomes[state]}
          </span>
        </p>
        {found.length > 0 && (
          <dl className={classes.facts} data-selectable>
            {found.map(([name, value]) => (
              <div key={name}>
                <dt>{facts[name] ?? name}</dt>
                <dd>{factValue(texts, states, name, value)}</dd>
              </div>
            ))}
          </dl>
        )}
        {said !== null && (
          <div className={classes.said} data-selectable>
            <p>{said.message}</p>
            {said.remedy !== '' && <p className={classes.remedy}>{said.remedy}</p>}
            <Offer step={step} draft={draft} change={change} />
          </div>
        )}
      </div>
    </li>
  )
}

/** What is as it always is tells nobody anything: usual permalinks, a clock that is right within a minute. */
function saysSomething(name: string, value: string): boolean {
  if (name === 'differenceSeconds') return Math.abs(Number(value)) >= 60
  return value !== '' && !(name === 'permalinks' && value === 'pretty')
}

/** Instants are written as people read them, states by their names, codes in words. */
function factValue(texts: Texts, states: readonly ShopState[], name: string, value: string): string {
  if (name === 'shopTime') return formatInstantExact(value, texts.language)
  if (name === 'known') return stateNamesIn(texts, states, value)
  return texts.check.values[value] ?? value
}

/** What can be mended right here: a home-made certificate, a site without https (R33). */
function Offer({ step, draft, change }: Omit<StepProps, 'id' | 'state' | 'states'>) {
  const { check } = useTexts().settings
  const failure = step?.failure
  if (failure?.code === 'tls-self-signed' || failure?.code === 'tls-fingerprint-changed') {
    const { fingerprint } = failure.params
    return (
      <div className={classes.offer}>
        <code className={classes.fingerprint}>{fingerprint.match(/../g)?.join(':') ?? fingerprint}</code>
        <Button size="xs" variant="default" onClick={() => change({ certificateFingerprint: fingerprint })}>
          {check.acceptFingerprint}
        </Button>
      </div>
    )
  }
  if (failure?.code === 'insecure-http' && !draft.allowHttp) {
    return (
      <div className={classes.offer}>
        <Button size="xs" variant="default" onClick={() => change({ allowHttp: true })}>
          {check.acceptHttp}
        </Button>
      </div>
    )
  }
  return null
}
