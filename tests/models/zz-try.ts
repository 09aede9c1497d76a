import { points } from '#models/points/points.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
const u = usualInputs(points.inputs);
for (let i=0;i<4;i++){ const t=performance.now(); points.run(u, usualSeed); console.log('ms', performance.now()-t); }
{const t=performance.now(); points.run({...u,simulatedCustomers:1000}, usualSeed); console.log('ms1000', performance.now()-t);}
const o = points.run(u, usualSeed); const {months, ...rest}=o; console.log(rest);
const sweep=(name:string, xs:number[], extra={})=>console.log(name, xs.map(x=>{const o=points.run({...u,simulatedCustomers:3000,...extra,[name]:x}, usualSeed);return x+':'+o.roi?.toFixed(3)+'/'+(o.net/1e4).toFixed(0)}).join('  '));
if(process.argv[2]){
sweep('pointsPerHundred',[0,.2,.5,1,1.5,2,3,5,8,20]);
sweep('pointValue',[0,.2,.5,1,1.5,2,3,5]);
sweep('threshold',[1,3,5,10,20,30,50,80,120,200,400,500]);
sweep('expiryMonths',[1,3,6,12,18,24,36,60]);
sweep('lift',[0,.02,.04,.06,.08,.1]);
sweep('simulatedCustomers',[500,1000,2000,5000,10000,20000]);
console.log([1,2,3,4,5,6].map(s=>points.run(u,s).roi?.toFixed(3)));
}
