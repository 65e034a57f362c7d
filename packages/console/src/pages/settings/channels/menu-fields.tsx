import { Button, Form, Input } from 'antd';

import { useWords } from '../../../words/words.ts';
import { FieldRow } from './field-row.tsx';

/** The buttons of an account's menu, with those below them. */
export function MenuFields() {
  const names = useWords().channels;
  return (
    <Form.Item label={names.buttons} extra={names.buttonsHelp}>
      <Form.List name={['settings', 'menu']}>
        {(buttons, { add, remove }) => (
          <>
            {buttons.map(({ key, name }) => (
              <div key={key} className="channel-button">
                <ButtonFields name={name} onRemove={() => remove(name)} />
                <Form.List name={[name, 'buttons']}>
                  {(inner, of) => (
                    <div className="channel-inner">
                      {inner.map((one) => (
                        <ButtonFields
                          key={one.key}
                          name={one.name}
                          onRemove={() => of.remove(one.name)}
                        />
                      ))}
                      {inner.length < 5 && (
                        <Button size="small" type="link" onClick={() => of.add({ name: '' })}>
                          {names.addInner}
                        </Button>
                      )}
                    </div>
                  )}
                </Form.List>
              </div>
            ))}
            {buttons.length < 3 && (
              <Button size="small" onClick={() => add({ name: '' })}>
                {names.addButton}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

function ButtonFields({ name, onRemove }: { name: number; onRemove: () => void }) {
  const names = useWords().channels;
  const field = (part: 'name' | 'says' | 'url', maxLength: number) => (
    <Form.Item name={[name, part]} noStyle>
      <Input
        maxLength={maxLength}
        placeholder={names.button[part]}
        aria-label={names.button[part]}
      />
    </Form.Item>
  );
  return (
    <FieldRow onRemove={onRemove}>
      {field('name', 16)}
      {field('says', 200)}
      {field('url', 1000)}
    </FieldRow>
  );
}
