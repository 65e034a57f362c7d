import * as events from '../events.ts';
import * as overview from '../overview.ts';
import type { Route } from './route.ts';
import * as settings from '../settings.ts';

/** The city as a whole: health, overview, settings, audit, live events. */
export const cityRoutes = {
  health: {
    method: 'GET',
    path: '/api/health',
    tag: 'health',
    summary: 'Whether the server and its database are up',
    permission: 'public',
    answer: 'json',
    response: settings.Health,
  },
  overview: {
    method: 'GET',
    path: '/api/overview',
    tag: 'overview',
    summary: 'The four kinds, the trend and what is going on',
    permission: 'overview.see',
    query: overview.OverviewQuery,
    answer: 'json',
    response: overview.Overview,
  },
  settings: {
    method: 'GET',
    path: '/api/settings',
    tag: 'settings',
    summary: 'The city’s settings',
    permission: 'settings.see',
    answer: 'json',
    response: settings.CitySettings,
  },
  changeSettings: {
    method: 'PATCH',
    path: '/api/settings',
    tag: 'settings',
    summary: 'Change the city’s settings',
    permission: 'settings.edit',
    body: settings.CitySettingsChange,
    answer: 'json',
    response: settings.CitySettings,
  },
  audit: {
    method: 'GET',
    path: '/api/audit',
    tag: 'audit',
    summary: 'The audit log, newest first',
    permission: 'audit.see',
    query: settings.AuditQuery,
    answer: 'json',
    response: settings.AuditPage,
  },
  verifyAudit: {
    method: 'GET',
    path: '/api/audit/verification',
    tag: 'audit',
    summary: 'Recompute the chain of the audit log',
    permission: 'audit.see',
    answer: 'json',
    response: settings.AuditVerification,
  },
  events: {
    method: 'GET',
    path: '/api/events',
    tag: 'events',
    summary: 'Live progress as server-sent events',
    permission: 'events.see',
    query: events.EventsQuery,
    answer: 'events',
    response: events.LiveEvent,
  },
} as const satisfies Readonly<Record<string, Route>>;
