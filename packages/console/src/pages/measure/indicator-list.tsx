import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber } from 'antd';
import { Fragment, type ReactNode } from 'react';

import { useWords } from '../../words/words.ts';

/** What a measure is measured by, in a form: rows that are added and removed. */
export function IndicatorList({ row }: { row: (name: number, onRemove: () => void) => ReactNode }) {
  const words = useWords().programmes;
  return (
    <Form.List name="indicators">
      {(rows, { add, remove }) => (
        <>
          <p>{words.indicators}</p>
          {rows.map(({ key, name }) => (
            <Fragment key={key}>{row(name, () => remove(name))}</Fragment>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({})}>
            {words.addIndicator}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** One indicator: its name, its unit, what is planned, and what a form asks for beside these. */
export function IndicatorRow({
  name,
  className,
  hasOwnUnit = true,
  onRemove,
  children,
}: {
  name: number;
  className: 'with-live' | 'with-actual';
  /** A live figure brings its own unit. */
  hasOwnUnit?: boolean;
  onRemove: () => void;
  children: ReactNode;
}) {
  const words = useWords().programmes;
  const needed = [{ required: true, whitespace: true, message: words.needed }];
  return (
    <div className={`indicator-row ${className}`}>
      <Form.Item name={[name, 'name']} rules={needed}>
        <Input maxLength={60} placeholder={words.indicator} aria-label={words.indicator} />
      </Form.Item>
      <Form.Item name={[name, 'unit']} rules={hasOwnUnit ? needed : []}>
        <Input
          maxLength={20}
          placeholder={words.unit}
          aria-label={words.unit}
          disabled={!hasOwnUnit}
        />
      </Form.Item>
      <AmountItem name={[name, 'planned']} label={words.planned} />
      {children}
      <Button
        icon={<DeleteOutlined />}
        aria-label={words.removeIndicator}
        title={words.removeIndicator}
        onClick={onRemove}
      />
    </div>
  );
}

/** An amount of an indicator, 0 or more. */
export function AmountItem({ name, label }: { name: (string | number)[]; label: string }) {
  return (
    <Form.Item name={name}>
      <InputNumber min={0} style={{ width: '100%' }} placeholder={label} aria-label={label} />
    </Form.Item>
  );
}
