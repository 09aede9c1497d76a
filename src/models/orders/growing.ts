/** Columns that grow as rows come in, a number a row, without an object a row. */

export interface Growing<Column extends Int32Array | Float64Array> {
	push(value: number): void;
	/** The column at its true length. */
	done(): Column;
}

const firstLength = 4_096;

export function growingIntegers(): Growing<Int32Array> {
	let values = new Int32Array(firstLength);
	let length = 0;
	return {
		push(value) {
			if (length === values.length) {
				const wider = new Int32Array(length * 2);
				wider.set(values);
				values = wider;
			}
			values[length++] = value;
		},
		done: () => values.slice(0, length),
	};
}

export function growingNumbers(): Growing<Float64Array> {
	let values = new Float64Array(firstLength);
	let length = 0;
	return {
		push(value) {
			if (length === values.length) {
				const wider = new Float64Array(length * 2);
				wider.set(values);
				values = wider;
			}
			values[length++] = value;
		},
		done: () => values.slice(0, length),
	};
}
