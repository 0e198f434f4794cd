import { type OptionsFilter, TagsInput, type TagsInputProps } from '@mantine/core'
import { useState } from 'react'
import { longestTag } from '../../main/words/annotation.ts'
import { folded } from '../../main/words/folded.ts'
import { request } from '../client.ts'
import classes from './tags-field.module.css'

type Props = Pick<TagsInputProps, 'label' | 'placeholder' | 'size' | 'value' | 'onChange' | 'maxTags'> & {
  readonly 'data-autofocus'?: boolean
}

/** Tags to be typed, or taken from those in use (R43); case and accents do not tell them apart. */
export function TagsField(props: Props) {
  const [inUse, setInUse] = useState<readonly string[]>([])
  async function read(): Promise<void> {
    const answer = await request('orders.tags', undefined)
    if (answer.ok) setInUse(answer.value.map(({ tag }) => tag))
  }
  return (
    <TagsInput
      {...props}
      data={[...inUse]}
      filter={fitting}
      isDuplicate={(typed, tags) => tags.some((tag) => folded(tag) === folded(typed.trim()))}
      maxLength={longestTag}
      classNames={{ pill: classes.tag }}
      splitChars={[',']}
      onFocus={() => void read()}
    />
  )
}

const fitting: OptionsFilter = ({ options, search }) =>
  options.filter((option) => 'label' in option && folded(option.label).includes(folded(search.trim())))
