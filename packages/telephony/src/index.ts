export * from './sip/address.ts';
export * from './sip/call-event.ts';
export * from './sip/endpoint.ts';
export * from './sip/sdp.ts';
export * from './user-agent/probe-call.ts';
export * from './user-agent/probe-request.ts';
