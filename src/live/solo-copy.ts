import * as Y from 'yjs';
import { materialise, type Design } from '#workflow/design.ts';
import { deviceStore, type DeviceStore } from './local-copy.ts';

/** What this device calls the design that its reader makes alone for a case company. */
export const soloName = (caseId: string): string => `solo:${caseId}`;

/** The design as this device has it, for looking at only; rejects where nothing can be kept. */
export async function readSoloDesign(
	caseId: string,
	device: DeviceStore = deviceStore,
): Promise<Design> {
	const copy = await device.open(soloName(caseId));
	copy.close();
	const doc = new Y.Doc();
	for (const update of copy.updates) Y.applyUpdate(doc, update);
	const design = materialise(doc);
	doc.destroy();
	return design;
}
