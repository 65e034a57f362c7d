import { authorise } from '../../app/access/authorise.ts';
import { applyDepartmentImport } from '../../app/departments/apply-department-import.ts';
import { readDepartmentImport } from '../../app/departments/department-import.ts';
import { listDepartments } from '../../app/departments/list-departments.ts';
import { mergeDepartment } from '../../app/departments/merge-department.ts';
import { readDepartment } from '../../app/departments/read-department.ts';
import { readDepartmentTable } from '../../app/departments/read-department-table.ts';
import { changeDepartment, createDepartment } from '../../app/departments/save-department.ts';
import { AppFault } from '../../app/faults.ts';
import { departmentWorkbook } from '../department-workbook.ts';
import type { Handlers } from '../handler.ts';
import type { Uploads } from '../uploads.ts';
import { sendWorkbook } from '../send-workbook.ts';

type DepartmentRoutes =
  | 'listDepartments'
  | 'exportDepartments'
  | 'department'
  | 'createDepartment'
  | 'changeDepartment'
  | 'mergeDepartment'
  | 'readDepartmentTable'
  | 'departmentImport'
  | 'applyDepartmentImport';

export function departmentHandlers(uploads: Uploads): Pick<Handlers, DepartmentRoutes> {
  return {
    listDepartments: ({ context }) => listDepartments(context),
    exportDepartments: async ({ context, query, reply }) => {
      const departments = await listDepartments(context);
      return sendWorkbook(
        reply,
        'everyline-departments',
        await departmentWorkbook(departments, query.language ?? context.language),
      );
    },
    department: ({ context, params }) => readDepartment(context, params.id),
    createDepartment: ({ context, body }) => createDepartment(context, body),
    changeDepartment: ({ context, params, body }) => changeDepartment(context, params.id, body),
    mergeDepartment: ({ context, params, body }) =>
      mergeDepartment(context, params.id, body.intoId),
    readDepartmentTable: async ({ context, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'departments.edit');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await readDepartmentTable(context, { name, sizeBytes, at: { path } });
      }
      throw new AppFault('unsupported_media');
    },
    departmentImport: ({ context, params }) => readDepartmentImport(context, params.id),
    applyDepartmentImport: ({ context, params, body }) =>
      applyDepartmentImport(context, params.id, body.fingerprint),
  };
}
