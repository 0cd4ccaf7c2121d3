/* SPDX-License-Identifier: Apache-2.0 */
/* Runs layers through CMSIS-NN on a Cortex-M in QEMU: reads them from layers.bin, appends the codes
 * that come out to codes.bin. Both are files of the host, reached by semihosting. cmsis_check.py
 * writes one and reads the other, and says there what the numbers are. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arm_nnfunctions.h"
#include "arm_nnsupportfunctions.h"

enum { CONVOLUTION, DEPTHWISE, DENSE, ADDITION, PRODUCT, MEAN, KINDS };

typedef struct {
  int32_t kind;
  int32_t n, h, w, c;
  int32_t out_h, out_w, out_c;
  int32_t kernel_h, kernel_w, kernel_c;
  int32_t offset, offset_b, out_offset;
  int32_t stride, pad, dilation;
  int32_t channel_multiplier;
  int32_t left_shift, multiplier_a, shift_a, multiplier_b, shift_b, multiplier, shift;
  int32_t bytes[5]; /* of the arrays that follow */
} Layer;

typedef struct {
  const int8_t* input;
  const int8_t* weights; /* or a second input */
  const int32_t* bias;
  int32_t *multipliers, *shifts;
} Arrays;

static int8_t data[256 * 1024] __attribute__((aligned(8)));
static int8_t codes[64 * 1024] __attribute__((aligned(8)));
static int8_t scratch[64 * 1024] __attribute__((aligned(8)));

static const cmsis_nn_activation ALL_CODES = {-128, 127};

static void fail(const char* what) {
  printf("%s\n", what);
  exit(1);
}

static cmsis_nn_context context_of(int32_t size) {
  if (size < 0 || (size_t)size > sizeof(scratch)) fail("a layer needs more scratch memory");
  memset(scratch, 0x5a, sizeof(scratch));
  const cmsis_nn_context context = {scratch, size};
  return context;
}

static arm_cmsis_nn_status dense(const Layer* l, const Arrays* a, const cmsis_nn_dims* x,
                                 const cmsis_nn_dims* y) {
  const cmsis_nn_fc_params params = {l->offset, 0, l->out_offset, ALL_CODES};
  const cmsis_nn_per_tensor_quant_params quant = {a->multipliers[0], a->shifts[0]};
  const cmsis_nn_dims weights = {l->c, 1, 1, l->out_c}, bias = {1, 1, 1, l->out_c};
  const cmsis_nn_context context = context_of(arm_fully_connected_s8_get_buffer_size(&weights));
#if defined(ARM_MATH_MVEI)
  arm_vector_sum_s8(context.buf, l->c, l->out_c, a->weights, l->offset, 0, a->bias);
#endif
  return arm_fully_connected_s8(&context, &params, &quant, x, a->input, &weights, a->weights, &bias,
                                a->bias, y, codes);
}

static arm_cmsis_nn_status run(const Layer* l, const Arrays* a) {
  const cmsis_nn_dims x = {l->n, l->h, l->w, l->c}, y = {l->n, l->out_h, l->out_w, l->out_c};
  const cmsis_nn_dims bias = {1, 1, 1, l->out_c};
  const cmsis_nn_tile stride = {l->stride, l->stride}, pad = {l->pad, l->pad};
  const cmsis_nn_tile dilation = {l->dilation, l->dilation};
  const cmsis_nn_per_channel_quant_params quant = {a->multipliers, a->shifts};
  const int32_t count = l->n * l->h * l->w * l->c;
  switch (l->kind) {
    case CONVOLUTION: {
      const cmsis_nn_conv_params params = {l->offset, l->out_offset, stride,
                                           pad,       dilation,      ALL_CODES};
      const cmsis_nn_dims weights = {l->out_c, l->kernel_h, l->kernel_w, l->kernel_c};
      const cmsis_nn_context context =
          context_of(arm_convolve_wrapper_s8_get_buffer_size(&params, &x, &weights, &y));
      return arm_convolve_wrapper_s8(&context, &params, &quant, &x, a->input, &weights, a->weights,
                                     &bias, a->bias, &y, codes);
    }
    case DEPTHWISE: {
      const cmsis_nn_dw_conv_params params = {
          l->offset, l->out_offset, l->channel_multiplier, stride, pad, dilation, ALL_CODES};
      const cmsis_nn_dims weights = {1, l->kernel_h, l->kernel_w, l->out_c};
      const cmsis_nn_context context =
          context_of(arm_depthwise_conv_wrapper_s8_get_buffer_size(&params, &x, &weights, &y));
      return arm_depthwise_conv_wrapper_s8(&context, &params, &quant, &x, a->input, &weights,
                                           a->weights, &bias, a->bias, &y, codes);
    }
    case DENSE: return dense(l, a, &x, &y);
    case ADDITION:
      return arm_elementwise_add_s8(a->input, a->weights, l->offset, l->multiplier_a, l->shift_a,
                                    l->offset_b, l->multiplier_b, l->shift_b, l->left_shift, codes,
                                    l->out_offset, l->multiplier, l->shift, -128, 127, count);
    case PRODUCT:
      return arm_elementwise_mul_s8(a->input, a->weights, l->offset, l->offset_b, codes,
                                    l->out_offset, l->multiplier, l->shift, -128, 127, count);
    case MEAN: {
      const cmsis_nn_pool_params params = {stride, pad, ALL_CODES};
      const cmsis_nn_dims window = {1, l->kernel_h, l->kernel_w, 1};
      const cmsis_nn_context context = context_of(arm_avgpool_s8_get_buffer_size(l->out_w, l->c));
      return arm_avgpool_s8(&context, &params, &x, a->input, &window, &y, codes);
    }
    default: return ARM_CMSIS_NN_ARG_ERROR;
  }
}

int main(void) {
  FILE* from = fopen("layers.bin", "rb");
  FILE* to = fopen("codes.bin", "wb");
  if (from == NULL || to == NULL) fail("layers.bin or codes.bin cannot be opened");
  Layer layer;
  int32_t layers = 0;
  for (; fread(&layer, sizeof(layer), 1, from) == 1; ++layers) {
    const void* arrays[5];
    size_t at = 0;
    for (int i = 0; i < 5; ++i) {
      const size_t size = ((size_t)layer.bytes[i] + 7) / 8 * 8;
      if (at + size > sizeof(data)) fail("a layer needs more memory");
      if (fread(data + at, 1, size, from) != size) fail("layers.bin ends too early");
      arrays[i] = data + at;
      at += size;
    }
    const Arrays given = {arrays[0], arrays[1], arrays[2], (int32_t*)arrays[3],
                          (int32_t*)arrays[4]};
    const size_t count = (size_t)(layer.n * layer.out_h * layer.out_w * layer.out_c);
    if (count > sizeof(codes)) fail("a layer has more codes");
    if (run(&layer, &given) != ARM_CMSIS_NN_SUCCESS) fail("CMSIS-NN refuses a layer");
    if (fwrite(codes, 1, count, to) != count) fail("codes.bin cannot be written");
  }
  if (fclose(to) != 0) fail("codes.bin cannot be written");
#if defined(ARM_MATH_MVEI)
  const char* kernels = "MVE";
#elif defined(ARM_MATH_DSP)
  const char* kernels = "DSP";
#else
  const char* kernels = "C";
#endif
  printf("%ld layers, %s\n", (long)layers, kernels);
  return 0;
}

/* The start of the program: vectors, floating point and vector unit on, static data, semihosting.
 */
extern uint32_t data_image[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
extern void initialise_monitor_handles(void);
void _init(void) {}
void _fini(void) {}

static void start(void) {
  *(volatile uint32_t*)0xE000ED88 |= 0xFU << 20; /* CPACR: full access to CP10 and CP11 */
  __asm volatile("dsb\n isb");
  memcpy(data_begin, data_image, (size_t)((char*)data_end - (char*)data_begin));
  memset(bss_begin, 0, (size_t)((char*)bss_end - (char*)bss_begin));
  initialise_monitor_handles();
  exit(main());
}

static void fault(void) { fail("the processor took a fault"); }

__attribute__((section(".vectors"), used)) static const void* const vectors[16] = {
    stack_top, start, fault, fault, fault, fault, fault, fault};
