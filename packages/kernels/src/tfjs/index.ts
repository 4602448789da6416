export { registerFusedKernels, registerFusedKernelsSync, type Registration } from './register-fused-kernels';
