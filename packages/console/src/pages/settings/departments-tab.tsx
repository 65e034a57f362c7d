import { addressOf, type Department } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { Button, Card, Empty, Input, Table } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useAddress } from '../../address.ts';
import { useSession } from '../../api.ts';
import { useDepartments } from '../../department-select.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { DepartmentDrawer } from './departments/department-drawer.tsx';
import { EditDepartment } from './departments/edit-department.tsx';
import { ImportDepartments } from './departments/import-departments.tsx';
import { matchingDepartments } from './departments/matching-departments.ts';

interface Row extends Department {
  children?: Row[];
}

function rowsOf(departments: readonly Department[]): Row[] {
  const rows = new Map<string, Row>(departments.map((one) => [one.id, { ...one }]));
  const top: Row[] = [];
  for (const row of rows.values()) {
    const parent = row.parentId === null ? undefined : rows.get(row.parentId);
    if (parent === undefined) top.push(row);
    else (parent.children ??= []).push(row);
  }
  return top;
}

/** Trees up to this size stand open; larger ones are opened branch by branch. */
const OPEN_DEPARTMENTS = 300;

/** The tree of departments with the lines of each; one that is opened shows its history. */
export function DepartmentsTab() {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const departments = useDepartments();
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const [importing, setImporting] = useState(false);
  const mayEdit = session.permissions.includes('departments.edit');
  const opened = address.one('department');
  const shown = useMemo(
    () => matchingDepartments(departments.data ?? [], typed),
    [departments.data, typed],
  );
  return (
    <>
      <div className="filters">
        <Input.Search
          allowClear
          aria-label={words.departments.search}
          placeholder={words.departments.search}
          style={{ maxWidth: 400 }}
          onChange={(event) => setTyped(event.target.value)}
        />
        {mayEdit && (
          <>
            <Button onClick={() => setEditing('new')}>{words.settings.add}</Button>
            <Button onClick={() => setImporting(true)}>{words.departments.importTable}</Button>
          </>
        )}
        <Button href={addressOf('exportDepartments', { query: { language } })}>
          {words.departments.workbook}
        </Button>
      </div>
      <Card styles={{ body: { padding: 0 } }}>
        {departments.isSuccess && (
          <Table<Row>
            // Rows stand open from the start only in a table that has just been made.
            key={`${typed} ${shown.length}`}
            size="small"
            rowKey="id"
            dataSource={rowsOf(shown)}
            pagination={false}
            scroll={{ x: 'max-content' }}
            expandable={{ defaultExpandAllRows: shown.length <= OPEN_DEPARTMENTS }}
            locale={{
              emptyText: (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={
                    typed === '' ? words.settings.departments.empty : words.departments.none
                  }
                />
              ),
            }}
            columns={[
              {
                title: words.settings.name,
                render: (_, row) => (
                  <>
                    {row.name}
                    {row.formerNames.length > 0 && (
                      <span className="quiet small">
                        {' '}
                        {words.departments.former(row.formerNames.join('、'))}
                      </span>
                    )}
                  </>
                ),
              },
              { title: words.departments.code, dataIndex: 'code' },
              {
                title: words.overview.lines,
                align: 'right',
                render: (_, row) => (
                  <Link to={`/lines?departmentId=${row.id}`}>{format.count(row.lines)}</Link>
                ),
              },
              {
                title: words.settings.departments.faulty,
                align: 'right',
                render: (_, row) => format.count(row.faulty),
              },
              {
                title: '',
                align: 'right',
                render: (_, row) => (
                  <>
                    <Button
                      size="small"
                      type="text"
                      onClick={() => address.change({ department: row.id })}
                    >
                      {words.departments.open}
                    </Button>
                    {mayEdit && (
                      <Button size="small" type="text" onClick={() => setEditing(row)}>
                        {words.settings.edit}
                      </Button>
                    )}
                  </>
                ),
              },
            ]}
          />
        )}
      </Card>
      {editing !== null && (
        <EditDepartment
          department={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {importing && <ImportDepartments onClose={() => setImporting(false)} />}
      {opened !== undefined && (
        <DepartmentDrawer id={opened} onClose={() => address.change({ department: undefined })} />
      )}
    </>
  );
}
