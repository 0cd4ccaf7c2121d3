#include "ll_aton_NN_interface.h"
#include "ll_aton.h"
#include "ll_aton_ec_trace.h"

#define ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(address) (address)
#define ATON_LIB_VIRTUAL_TO_PHYSICAL_ADDR(address) (address)


mpool_reloc_info_t mpool_reloc_info[] = {
  {"xSPI2", "_mem_pool_xSPI2_Default", 0x71000000, 1, 0},
  {"xSPI1", "_mem_pool_xSPI1_Default", 0x90000000, 1, 0},
  {"AXISRAM5", "_mem_pool_AXISRAM5_Default", 0x342e0000, 1, 0},
  {"AXISRAM4", "_mem_pool_AXISRAM4_Default", 0x34270000, 1, 0},
  {"AXISRAM3", "_mem_pool_AXISRAM3_Default", 0x34200000, 1, 0},
  {"AXISRAM6", "_mem_pool_AXISRAM6_Default", 0x34350000, 1, 0},
  {NULL, NULL, 0, 0, 0}
};


static const uint64_t __ec_params_memory_pool_base[86] = {
0x49116418711B5F16ULL,0x5C1657156418771CULL,0xF8B6568AF7773DA9ULL,0xF9DB5950F96CA5C1ULL,0xF61E1F92F7914EBEULL,0xFA711E1BF98030D5ULL,0x424653DB4701568FULL,0x4E7255E238CE4A63ULL,
0xFCA50045FE2242CAULL,0x0001E083FDBFDC32ULL,0xFF30CDC7F86ACC91ULL,0xFCB152D40110675BULL,0x412922643FEF63FEULL,0xF0BDCCA2EAA1039FULL,0xEE900DDBE9B89ECDULL,0xECCEC266F0CD4AD2ULL,
0xEEAF0A3BED3B35B7ULL,0x0000000000000000ULL,0x0101010101C20000ULL,0x0101010101010101ULL,0x0101010101010101ULL,0x0000D58000000000ULL,0x00000000F1A64E54ULL,0xD58000000000D580ULL,
0x0000D58000000000ULL,0x4E540000F1A64E54ULL,0xF1A64E540000F1A6ULL,0x0000F1A64E540000ULL,0x00000000F1A64E54ULL,0x47602B723D72369EULL,0x373D4ED246C1369EULL,0x3B954ED2356044E4ULL,
0x4CF63CD34F71493CULL,0x2E8C356044454F71ULL,0x47603B9543A72F2BULL,0x46C14C5731A74CF6ULL,0x35FF4E344B195010ULL,0xEF92FDD4008663FDULL,0x01B6EAE0FD8D17F8ULL,0xFEBD9E6DF3248921ULL,
0xFA14EA55F6509A74ULL,0xF1DAA946F637376FULL,0xFF6F4140F090C569ULL,0xF6836020FBDDB35FULL,0xFCA8B424FCA8B5DDULL,0xFD27973CF1DAA641ULL,0xF69CB986F6CF78EFULL,0xFF3C7F3CFA14E5E9ULL,
0x00078493FF231ED0ULL,0xFA93C748F20D664AULL,0x016AC15AFAC68B35ULL,0xF3D63410FC5C8C1CULL,0xF604745BFC29D601ULL,0x42FF5B4A4D4D400DULL,0x56DF37F45B4A5331ULL,0x00DB9827FF46FF9EULL,
0x01E164C7FA2A049BULL,0xF612D2CAFB8F01CDULL,0x0122FD19FFED981AULL,0x4DFD544A44893CA8ULL,0x56A749433CA83BDEULL,0x3FCF5CF462784098ULL,0x4DFD5C2A4943422CULL,0x4A0C577149435CF4ULL,
0x4A0C60E44D3356A7ULL,0x51ED3D725380583AULL,0x544A51ED64D560E4ULL,0xF4DB2DF1FE297828ULL,0xFCA71E34F58C4328ULL,0xF75F0DFCFB04A1E9ULL,0xFBB5AEECF6EE6200ULL,0xFA03114DF85077B0ULL,
0xF9018F12FC2657FEULL,0xF4DB2C91F358D9E2ULL,0xF72EBC5DFE2976E7ULL,0xF63D5031FCE78C8CULL,0xF50B7802F54BDB30ULL,0xF8304AA9F6FE7A10ULL,0xFE49AE94F2A7D428ULL,0xF67DA976F5CCA6ABULL,
0xF6ADF333FCE7851BULL,0xF9D2D4B7FD380B35ULL,0xF9D2C6A5FD888711ULL,0x4AEB4894551043E5ULL,0xF524B3F30180FB37ULL,0xF4194FBCF33A7935ULL,
};

void trace_ec__ec_blob_1(void) {
  ec_trace_start_blob("_ec_blob_1");
  ec_trace_start_epoch(1);
  {
    /* Unit= 10 [CONV_ACC_V2 0] */
    /* kind=Conv node=Conv2D_2 */
    static const LL_Convacc_InitTypeDef Conv2D_2_init1 = {
      .simd = 2,
      .fsub = 2,
      .accumulate = 0,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 0,
      .k_unsigned = 0,
      .deepmode = 0,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 2,
      .shift_f = 0,
      .shift_a = 4,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 4,
      .raw_o = 0,
      .fWidth = 8,
      .fHeight = 8,
      .kernelWidth = 3,
      .kernelHeight = 3,
      .nKernels = 4,
      .batchDepth = 3,
      .hstride = 2,
      .vstride = 2,
      .left_padding = 1,
      .right_padding = 0,
      .top_padding = 1,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 7,
      .top_crop = 0,
      .bot_crop = 7,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(0, &Conv2D_2_init1);


    /* Unit= 18 [ARITH_ACC_V2 0] */
    /* kind=Mul node=Conv2D_2_mul_scale_4 */
    static const LL_Arithacc_InitTypeDef Conv2D_2_mul_scale_4_init1 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 14,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 0))) /* Equivalent hex offset = 0x0 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(0, &Conv2D_2_mul_scale_4_init1);


    /* Unit= 19 [ARITH_ACC_V2 1] */
    /* kind=Add node=Conv2D_2_off_bias_7 */
    static const LL_Arithacc_InitTypeDef Conv2D_2_off_bias_7_init1 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 20837,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 16))) /* Equivalent hex offset = 0x10 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(1, &Conv2D_2_off_bias_7_init1);


    /* Unit= 20 [ARITH_ACC_V2 2] */
    /* kind=Sub node=Conv2D_5_suboff_9 */
    static const LL_Arithacc_InitTypeDef Conv2D_5_suboff_9_init1 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 0,
      .saturation_o = 0,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 14,
      .scalar = 1,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_SCALAR,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 16384,
      .B_scalar = 32,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(2, &Conv2D_5_suboff_9_init1);


    /* Dma inputs units to cycle: */
    /* Unit= 3 [STREAM_ENG_V2 3] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_2 input ports=0 range=1[0,192] */

    static const LL_Streng_TensorInitTypeDef Conv2D_2_dma_init_in_0_1 = {
      /* memory canonical to batch=3 */
      .dir = 0,
      .noblk = 0,
      .align_right = 1,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_2_zero_off_out_2 */
      .offset_start = 0,
      .offset_limit = 256,
      .frame_count = 0,
      .fwidth = 8,
      .fheight = 8,
      .batch_depth = 3,
      .batch_offset = 1,
      .frame_offset = 3,
      .line_offset = 0,
      .loop_offset = 192,
      .frame_loop_cnt = 1,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(3, &Conv2D_2_dma_init_in_0_1, 1);

    /* Unit= 0 [STREAM_ENG_V2 0] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_2 input ports=1 range=5[1056,1272] */

    static const LL_Streng_TensorInitTypeDef Conv2D_2_dma_init_in_1_1 = {
      /* 8x3x3x3(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Conv2D_2_weights */
      .offset_start = 1056,
      .offset_end = 1272,
      .offset_limit = 1336,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(0, &Conv2D_2_dma_init_in_1_1, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 192 */
    /* octoFlash -> 216 */

    /* Dma output units from cycle: */
    /* Unit= 7 [STREAM_ENG_V2 7] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_2_off_bias_7 output ports=0 range=2[0,128] */

    static const LL_Streng_TensorInitTypeDef Conv2D_2_off_bias_7_dma_init_out_0_1 = {
      /* to memory with batch=4 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x34270000UL) /* Equivalent hex address = 0x34270000UL */}, /* Conv2D_2_off_bias_out_8 */
      .offset_start = 0,
      .offset_end = 64,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(7, &Conv2D_2_off_bias_7_dma_init_out_0_1, 1);

    /* Unit= 4 [STREAM_ENG_V2 4] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_5_suboff_9 output ports=0 range=1[192,320] */

    static const LL_Streng_TensorInitTypeDef Conv2D_5_suboff_9_dma_init_out_0_1 = {
      /* to memory with batch=4 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 1,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_5_zero_off_out_11 */
      .offset_start = 192,
      .offset_end = 256,
      .offset_limit = 384,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(4, &Conv2D_5_suboff_9_dma_init_out_0_1, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM4 <- 128 */
    /* npuRAM5 <- 128 */

    static const LL_Switch_InitTypeDef switch_init_in_1[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2 IN: in unit=CONV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2 IN: in unit=CONV_ACC_V2 0 in port=1 out unit=STREAM_ENG_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_mul_scale_4 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=CONV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_off_bias_7 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 7, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_off_bias_7 OUT: in unit=STREAM_ENG_V2 7 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_suboff_9 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 4, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_suboff_9 OUT: in unit=STREAM_ENG_V2 4 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=1 */
    LL_Switch_Init(switch_init_in_1, 7);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_1_all_units[] = {
      { {STRENG, 7} }, /* STREAM_ENG_V2 */
      { {STRENG, 4} }, /* STREAM_ENG_V2 */
      { {CONVACC, 0} }, /* CONV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {STRENG, 0} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_1_all_units, 8);

  }

  ec_trace_wait_epoch_end(0x90);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_1[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2 IN: in unit=CONV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2 IN: in unit=CONV_ACC_V2 0 in port=1 out unit=STREAM_ENG_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_mul_scale_4 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=CONV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_off_bias_7 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 7, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_2_off_bias_7 OUT: in unit=STREAM_ENG_V2 7 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_suboff_9 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 4, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_suboff_9 OUT: in unit=STREAM_ENG_V2 4 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=1 */
    LL_Switch_Deinit(switch_deinit_in_1, 7);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_1_all_units[] = {
      { {STRENG, 7} }, /* STREAM_ENG_V2 */
      { {STRENG, 4} }, /* STREAM_ENG_V2 */
      { {CONVACC, 0} }, /* CONV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {STRENG, 0} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_1_all_units, 8);

  }
  ec_trace_end_epoch(1);
  ec_trace_start_epoch(2);
  {
    /* Unit= 11 [CONV_ACC_V2 1] */
    /* kind=Conv node=Conv2D_5 */
    static const LL_Convacc_InitTypeDef Conv2D_5_init2 = {
      .simd = 1,
      .fsub = 0,
      .accumulate = 0,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 1,
      .k_unsigned = 0,
      .deepmode = 0,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 1,
      .shift_f = 0,
      .shift_a = 2,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 2,
      .raw_o = 0,
      .fWidth = 4,
      .fHeight = 4,
      .kernelWidth = 3,
      .kernelHeight = 3,
      .nKernels = 4,
      .batchDepth = 4,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 1,
      .right_padding = 1,
      .top_padding = 1,
      .bot_padding = 1,
      .left_crop = 0,
      .right_crop = 3,
      .top_crop = 0,
      .bot_crop = 3,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(1, &Conv2D_5_init2);


    /* Unit= 21 [ARITH_ACC_V2 3] */
    /* kind=Mul node=Conv2D_5_mul_scale_14 */
    static const LL_Arithacc_InitTypeDef Conv2D_5_mul_scale_14_init2 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 15,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 48))) /* Equivalent hex offset = 0x30 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(3, &Conv2D_5_mul_scale_14_init2);


    /* Unit= 18 [ARITH_ACC_V2 0] */
    /* kind=Add node=Conv2D_5_off_bias_17 */
    static const LL_Arithacc_InitTypeDef Conv2D_5_off_bias_17_init2 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 19677,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 64))) /* Equivalent hex offset = 0x40 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(0, &Conv2D_5_off_bias_17_init2);


    /* Unit= 19 [ARITH_ACC_V2 1] */
    /* kind=Clip node=PReLU_8_0_clip_x */
    static const LL_Arithacc_InitTypeDef PReLU_8_0_clip_x_init2 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 0,
      .scalar = 1,
      .dualinput = 0,
      .operation = ARITH_CLIP,
      .bcast = ARITH_BCAST_NONE,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = -128,
      .B_scalar = 0,
      .C_scalar = -46,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(1, &PReLU_8_0_clip_x_init2);


    /* Unit= 20 [ARITH_ACC_V2 2] */
    /* kind=Mul node=PReLU_8_0_mul_x */
    static const LL_Arithacc_InitTypeDef PReLU_8_0_mul_x_init2 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 0,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 96))) /* Equivalent hex offset = 0x60 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(2, &PReLU_8_0_mul_x_init2);


    /* Dma inputs units to cycle: */
    /* Unit= 6 [STREAM_ENG_V2 6] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_5 input ports=0 range=1[192,320] */

    static const LL_Streng_TensorInitTypeDef Conv2D_5_dma_init_in_0_2 = {
      /* from memory with batch=4 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 1,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_5_zero_off_out_11 */
      .offset_start = 192,
      .offset_end = 256,
      .offset_limit = 384,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(6, &Conv2D_5_dma_init_in_0_2, 1);

    /* Unit= 3 [STREAM_ENG_V2 3] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_5 input ports=1 range=5[0,288] */

    static const LL_Streng_TensorInitTypeDef Conv2D_5_dma_init_in_1_2 = {
      /* 8x3x3x4(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Conv2D_5_weights_inflated_172 */
      .offset_start = 0,
      .offset_end = 288,
      .offset_limit = 352,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(3, &Conv2D_5_dma_init_in_1_2, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 128 */
    /* octoFlash -> 288 */

    /* Dma output units from cycle: */
    /* Unit= 0 [STREAM_ENG_V2 0] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_5_off_bias_17 output ports=0 range=1[0,128] */

    static const LL_Streng_TensorInitTypeDef Conv2D_5_off_bias_17_dma_init_out_0_2 = {
      /* to memory with batch=4 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_5_off_bias_out_18 */
      .offset_start = 0,
      .offset_end = 64,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(0, &Conv2D_5_off_bias_17_dma_init_out_0_2, 1);

    /* Unit= 7 [STREAM_ENG_V2 7] */
    /* Emit conf for STREAM_ENG_V2 node=PReLU_8_0_mul_x output ports=0 range=1[320,576] */

    static const LL_Streng_TensorInitTypeDef PReLU_8_0_mul_x_dma_init_out_0_2 = {
      /* to memory with batch=4 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* PReLU_8_0_mul_x */
      .offset_start = 320,
      .offset_end = 448,
      .offset_limit = 640,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 128,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 16,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(7, &PReLU_8_0_mul_x_dma_init_out_0_2, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 384 */

    static const LL_Switch_InitTypeDef switch_init_in_2[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5 IN: in unit=CONV_ACC_V2 1 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5 IN: in unit=CONV_ACC_V2 1 in port=1 out unit=STREAM_ENG_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_mul_scale_14 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=CONV_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_off_bias_17 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_off_bias_17 OUT: in unit=STREAM_ENG_V2 0 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_clip_x IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 7, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x OUT: in unit=STREAM_ENG_V2 7 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=2 */
    LL_Switch_Init(switch_init_in_2, 8);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_2_all_units[] = {
      { {STRENG, 0} }, /* STREAM_ENG_V2 */
      { {STRENG, 7} }, /* STREAM_ENG_V2 */
      { {CONVACC, 1} }, /* CONV_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_2_all_units, 9);

  }

  ec_trace_wait_epoch_end(0x81);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_2[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5 IN: in unit=CONV_ACC_V2 1 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5 IN: in unit=CONV_ACC_V2 1 in port=1 out unit=STREAM_ENG_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_mul_scale_14 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=CONV_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_off_bias_17 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_5_off_bias_17 OUT: in unit=STREAM_ENG_V2 0 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_clip_x IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 7, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x OUT: in unit=STREAM_ENG_V2 7 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=2 */
    LL_Switch_Deinit(switch_deinit_in_2, 8);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_2_all_units[] = {
      { {STRENG, 0} }, /* STREAM_ENG_V2 */
      { {STRENG, 7} }, /* STREAM_ENG_V2 */
      { {CONVACC, 1} }, /* CONV_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_2_all_units, 9);

  }
  ec_trace_end_epoch(2);
  ec_trace_start_epoch(3);
  {
    /* Unit= 21 [ARITH_ACC_V2 3] */
    /* kind=Add node=PReLU_8_0_mul_x_mul_sub2_ */
    static const LL_Arithacc_InitTypeDef PReLU_8_0_mul_x_mul_sub2__init3 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 22,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 22073,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 104))) /* Equivalent hex offset = 0x68 */},
      .vec_precision = {8, 8, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(3, &PReLU_8_0_mul_x_mul_sub2__init3);


    /* Unit= 16 [ACTIV_ACC_V2 0] */
    /* kind=Relu node=PReLU_8_0_relu_x */
    static const LL_Activacc_InitTypeDef PReLU_8_0_relu_x_init3 = {
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .inbytes_f = 1,
      .outbytes_f = 1,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .signedop = 1,
      .shift_f = 0,
      .shift_o = 14,
      .parameter = 32640,
      .parameter_2 = 0,
      .ROM0_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 136))) /* Equivalent hex offset = 0x88 */},
      .ROM1_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 168))) /* Equivalent hex offset = 0xa8 */},
      .ROM0_nbytes = 32,
      .ROM1_nbytes = 60,
      .shift_b = 0,
      .shift_c = 7,
      .shift_norm = 8,
      .bwidth = 5,
      .fsub = 0,
      .operation = ACTIV_FUNC,
    };

    /* Unit=ACTIV_ACC_V2 */
    LL_Activacc_Init(0, &PReLU_8_0_relu_x_init3);


    /* Unit= 18 [ARITH_ACC_V2 0] */
    /* kind=Add node=PReLU_8_0_add_x */
    static const LL_Arithacc_InitTypeDef PReLU_8_0_add_x_init3 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 14,
      .scalar = 1,
      .dualinput = 1,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_NONE,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 6,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 16384,
      .B_scalar = 16384,
      .C_scalar = 21760,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(0, &PReLU_8_0_add_x_init3);


    /* Dma inputs units to cycle: */
    /* Unit= 9 [STREAM_ENG_V2 9] */
    /* Emit conf for STREAM_ENG_V2 node=PReLU_8_0_mul_x_mul_sub2_ input ports=0 range=1[320,576] */

    static const LL_Streng_TensorInitTypeDef PReLU_8_0_mul_x_mul_sub2__dma_init_in_0_3 = {
      /* from memory with batch=4 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* PReLU_8_0_mul_x */
      .offset_start = 320,
      .offset_end = 448,
      .offset_limit = 640,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 128,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 16,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(9, &PReLU_8_0_mul_x_mul_sub2__dma_init_in_0_3, 1);

    /* Unit= 6 [STREAM_ENG_V2 6] */
    /* Emit conf for STREAM_ENG_V2 node=PReLU_8_0_relu_x input ports=0 range=1[0,128] */

    static const LL_Streng_TensorInitTypeDef PReLU_8_0_relu_x_dma_init_in_0_3 = {
      /* from memory with batch=4 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_5_off_bias_out_18 */
      .offset_start = 0,
      .offset_end = 64,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(6, &PReLU_8_0_relu_x_dma_init_in_0_3, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 384 */

    /* Dma output units from cycle: */
    /* Unit= 3 [STREAM_ENG_V2 3] */
    /* Emit conf for STREAM_ENG_V2 node=PReLU_8_0_add_x output ports=0 range=1[128,256] */

    static const LL_Streng_TensorInitTypeDef PReLU_8_0_add_x_dma_init_out_0_3 = {
      /* memory canonical from batch=4 */
      .dir = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* PReLU_8_out_0 */
      .offset_start = 128,
      .offset_limit = 320,
      .frame_count = 0,
      .fwidth = 4,
      .fheight = 4,
      .batch_depth = 4,
      .batch_offset = 8,
      .frame_offset = 4,
      .line_offset = 0,
      .loop_offset = 128,
      .frame_loop_cnt = 2,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(3, &PReLU_8_0_add_x_dma_init_out_0_3, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 128 */

    static const LL_Switch_InitTypeDef switch_init_in_3[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x_mul_sub2_ IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ACTIV, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_relu_x IN: in unit=ACTIV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ACTIV, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x IN: in unit=ARITH_ACC_V2 0 in port=1 out unit=ACTIV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x OUT: in unit=STREAM_ENG_V2 3 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
    };


    /* epoch=3 */
    LL_Switch_Init(switch_init_in_3, 5);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_3_all_units[] = {
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ACTIV, 0} }, /* ACTIV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_3_all_units, 6);

  }

  ec_trace_wait_epoch_end(0x8);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_3[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_mul_x_mul_sub2_ IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ACTIV, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_relu_x IN: in unit=ACTIV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ACTIV, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x IN: in unit=ARITH_ACC_V2 0 in port=1 out unit=ACTIV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* PReLU_8_0_add_x OUT: in unit=STREAM_ENG_V2 3 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
    };


    /* epoch=3 */
    LL_Switch_Deinit(switch_deinit_in_3, 5);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_3_all_units[] = {
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ACTIV, 0} }, /* ACTIV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_3_all_units, 6);

  }
  ec_trace_end_epoch(3);
  ec_trace_start_epoch(4);
  {
    /* Unit= 12 [CONV_ACC_V2 2] */
    /* kind=Conv node=Conv2D_11 */
    static const LL_Convacc_InitTypeDef Conv2D_11_init4 = {
      .simd = 2,
      .fsub = -85,
      .accumulate = 0,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 0,
      .k_unsigned = 0,
      .deepmode = 0,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 2,
      .shift_f = 0,
      .shift_a = 3,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 3,
      .raw_o = 0,
      .fWidth = 4,
      .fHeight = 4,
      .kernelWidth = 1,
      .kernelHeight = 1,
      .nKernels = 16,
      .batchDepth = 8,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 0,
      .right_padding = 0,
      .top_padding = 0,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 3,
      .top_crop = 0,
      .bot_crop = 3,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(2, &Conv2D_11_init4);


    /* Unit= 19 [ARITH_ACC_V2 1] */
    /* kind=Mul node=Conv2D_11_mul_scale_23 */
    static const LL_Arithacc_InitTypeDef Conv2D_11_mul_scale_23_init4 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 14,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 32,
      .batchDepth = 16,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 232))) /* Equivalent hex offset = 0xe8 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(1, &Conv2D_11_mul_scale_23_init4);


    /* Unit= 20 [ARITH_ACC_V2 2] */
    /* kind=Add node=Conv2D_11_off_bias_26 */
    static const LL_Arithacc_InitTypeDef Conv2D_11_off_bias_26_init4 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 32,
      .batchDepth = 16,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 20301,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 296))) /* Equivalent hex offset = 0x128 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(2, &Conv2D_11_off_bias_26_init4);


    /* Unit= 21 [ARITH_ACC_V2 3] */
    /* kind=Sub node=Conv2D_14_suboff_28 */
    static const LL_Arithacc_InitTypeDef Conv2D_14_suboff_28_init4 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 0,
      .saturation_o = 0,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 14,
      .scalar = 1,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_SCALAR,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 32,
      .batchDepth = 16,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 16384,
      .B_scalar = 32,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(3, &Conv2D_14_suboff_28_init4);


    /* Dma inputs units to cycle: */
    /* Unit= 2 [STREAM_ENG_V2 2] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_11 input ports=0 range=1[128,256] */

    static const LL_Streng_TensorInitTypeDef Conv2D_11_dma_init_in_0_4 = {
      /* from memory with batch=8 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 1,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_11_zero_off_out_21 */
      .offset_start = 128,
      .offset_end = 256,
      .offset_limit = 320,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 128,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(2, &Conv2D_11_dma_init_in_0_4, 1);

    /* Unit= 9 [STREAM_ENG_V2 9] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_11 input ports=1 range=5[288,544] */

    static const LL_Streng_TensorInitTypeDef Conv2D_11_dma_init_in_1_4 = {
      /* 32x1x1x8(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Conv2D_11_weights */
      .offset_start = 288,
      .offset_end = 544,
      .offset_limit = 608,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(9, &Conv2D_11_dma_init_in_1_4, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 128 */
    /* octoFlash -> 256 */

    /* Dma output units from cycle: */
    /* Unit= 6 [STREAM_ENG_V2 6] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_14_suboff_28 output ports=0 range=1[256,768] */

    static const LL_Streng_TensorInitTypeDef Conv2D_14_suboff_28_dma_init_out_0_4 = {
      /* to memory with batch=16 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 1,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_14_zero_off_out_30 */
      .offset_start = 256,
      .offset_end = 512,
      .offset_limit = 832,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 256,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(6, &Conv2D_14_suboff_28_dma_init_out_0_4, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 512 */

    static const LL_Switch_InitTypeDef switch_init_in_4[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11 IN: in unit=CONV_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11 IN: in unit=CONV_ACC_V2 2 in port=1 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11_mul_scale_23 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11_off_bias_26 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_suboff_28 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_suboff_28 OUT: in unit=STREAM_ENG_V2 6 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
    };


    /* epoch=4 */
    LL_Switch_Init(switch_init_in_4, 6);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_4_all_units[] = {
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
      { {CONVACC, 2} }, /* CONV_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_4_all_units, 7);

  }

  ec_trace_wait_epoch_end(0x40);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_4[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11 IN: in unit=CONV_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11 IN: in unit=CONV_ACC_V2 2 in port=1 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11_mul_scale_23 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_11_off_bias_26 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_suboff_28 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_suboff_28 OUT: in unit=STREAM_ENG_V2 6 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
    };


    /* epoch=4 */
    LL_Switch_Deinit(switch_deinit_in_4, 6);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_4_all_units[] = {
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
      { {CONVACC, 2} }, /* CONV_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_4_all_units, 7);

  }
  ec_trace_end_epoch(4);
  ec_trace_start_epoch(5);
  {
    /* Unit= 13 [CONV_ACC_V2 3] */
    /* kind=Conv node=Conv2D_14 */
    static const LL_Convacc_InitTypeDef Conv2D_14_init5 = {
      .simd = 1,
      .fsub = 0,
      .accumulate = 0,
      .kfilt_tot = 2,
      .kfilt_first = 0,
      .kfilt_last = 0,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 1,
      .k_unsigned = 0,
      .deepmode = 1,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 1,
      .shift_f = 0,
      .shift_a = 4,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 3,
      .shift_o = 0,
      .raw_o = 1,
      .fWidth = 4,
      .fHeight = 4,
      .kernelWidth = 1,
      .kernelHeight = 1,
      .nKernels = 4,
      .batchDepth = 16,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 0,
      .right_padding = 0,
      .top_padding = 0,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 3,
      .top_crop = 0,
      .bot_crop = 3,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(3, &Conv2D_14_init5);


    /* Unit= 10 [CONV_ACC_V2 0] */
    /* kind=Conv node=Conv2D_14_ca_pipe_1 */
    static const LL_Convacc_InitTypeDef Conv2D_14_ca_pipe_1_init5 = {
      .simd = 1,
      .fsub = 0,
      .accumulate = 1,
      .accumulate_first = 1,
      .kfilt_tot = 2,
      .kfilt_first = 1,
      .kfilt_last = 1,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 1,
      .k_unsigned = 0,
      .deepmode = 1,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 1,
      .shift_f = 0,
      .shift_a = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 4,
      .raw_o = 0,
      .fWidth = 4,
      .fHeight = 4,
      .kernelWidth = 1,
      .kernelHeight = 1,
      .nKernels = 4,
      .batchDepth = 16,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 0,
      .right_padding = 0,
      .top_padding = 0,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 3,
      .top_crop = 0,
      .bot_crop = 3,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(0, &Conv2D_14_ca_pipe_1_init5);


    /* Unit= 18 [ARITH_ACC_V2 0] */
    /* kind=Mul node=Conv2D_14_mul_scale_32 */
    static const LL_Arithacc_InitTypeDef Conv2D_14_mul_scale_32_init5 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 15,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 424))) /* Equivalent hex offset = 0x1a8 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(0, &Conv2D_14_mul_scale_32_init5);


    /* Unit= 19 [ARITH_ACC_V2 1] */
    /* kind=Add node=Conv2D_14_off_bias_35 */
    static const LL_Arithacc_InitTypeDef Conv2D_14_off_bias_35_init5 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 19040,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 440))) /* Equivalent hex offset = 0x1b8 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(1, &Conv2D_14_off_bias_35_init5);


    /* Unit= 20 [ARITH_ACC_V2 2] */
    /* kind=Add node=Add_17 */
    static const LL_Arithacc_InitTypeDef Add_17_init5 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 1,
      .outbytes_x = 1,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 15,
      .scalar = 1,
      .dualinput = 1,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_NONE,
      .Ax_shift = 0,
      .By_shift = 2,
      .C_shift = 5,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 8,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 29836,
      .B_scalar = 32653,
      .C_scalar = 20768,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(2, &Add_17_init5);


    /* Dma inputs units to cycle: */
    /* Unit= 5 [STREAM_ENG_V2 5] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_14 input ports=0 range=1[256,768] */

    static const LL_Streng_TensorInitTypeDef Conv2D_14_dma_init_in_0_5 = {
      /* from memory with batch=16 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 1,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_14_zero_off_out_30 */
      .offset_start = 256,
      .offset_end = 768,
      .offset_limit = 832,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 512,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(5, &Conv2D_14_dma_init_in_0_5, 1);

    /* Unit= 2 [STREAM_ENG_V2 2] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_14 input ports=1 range=5[544,800] */

    static const LL_Streng_TensorInitTypeDef Conv2D_14_dma_init_in_1_5 = {
      /* 8x1x1x32(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Conv2D_14_weights */
      .offset_start = 544,
      .offset_end = 800,
      .offset_limit = 864,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(2, &Conv2D_14_dma_init_in_1_5, 1);

    /* Unit= 9 [STREAM_ENG_V2 9] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_14_ca_pipe_1 input ports=0 range=1[256,768] */

    static const LL_Streng_TensorInitTypeDef Conv2D_14_ca_pipe_1_dma_init_in_0_5 = {
      /* from memory with batch=16 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 1,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_14_zero_off_out_30_copy_in_1 ca pipe offset=1 */
      .offset_start = 512,
      .offset_end = 768,
      .offset_limit = 832,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 256,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(9, &Conv2D_14_ca_pipe_1_dma_init_in_0_5, 1);

    /* Unit= 6 [STREAM_ENG_V2 6] */
    /* Emit conf for STREAM_ENG_V2 node=Add_17 input ports=0 range=2[0,128] */

    static const LL_Streng_TensorInitTypeDef Add_17_dma_init_in_0_5 = {
      /* from memory with batch=4 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x34270000UL) /* Equivalent hex address = 0x34270000UL */}, /* Conv2D_2_off_bias_out_8 */
      .offset_start = 0,
      .offset_end = 64,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 64,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(6, &Add_17_dma_init_in_0_5, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 1024 */
    /* octoFlash -> 256 */
    /* npuRAM4 -> 128 */

    /* Dma output units from cycle: */
    /* Unit= 3 [STREAM_ENG_V2 3] */
    /* Emit conf for STREAM_ENG_V2 node=Add_17 output ports=0 range=1[0,128] */

    static const LL_Streng_TensorInitTypeDef Add_17_dma_init_out_0_5 = {
      /* memory canonical from batch=4 */
      .dir = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Add_17_out_0 */
      .offset_start = 0,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 4,
      .fheight = 4,
      .batch_depth = 4,
      .batch_offset = 8,
      .frame_offset = 4,
      .line_offset = 0,
      .loop_offset = 128,
      .frame_loop_cnt = 2,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(3, &Add_17_dma_init_out_0_5, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 128 */

    static const LL_Switch_InitTypeDef switch_init_in_5[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14 IN: in unit=CONV_ACC_V2 3 in port=0 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 3, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14 IN: in unit=CONV_ACC_V2 3 in port=1 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=1 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 2), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=2 out unit=CONV_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_mul_scale_32 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=CONV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_off_bias_35 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 IN: in unit=ARITH_ACC_V2 2 in port=1 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 OUT: in unit=STREAM_ENG_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=5 */
    LL_Switch_Init(switch_init_in_5, 10);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_5_all_units[] = {
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {CONVACC, 3} }, /* CONV_ACC_V2 */
      { {CONVACC, 0} }, /* CONV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_5_all_units, 10);

  }

  ec_trace_wait_epoch_end(0x8);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_5[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14 IN: in unit=CONV_ACC_V2 3 in port=0 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 3, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14 IN: in unit=CONV_ACC_V2 3 in port=1 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=0 out unit=STREAM_ENG_V2 9 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=1 out unit=STREAM_ENG_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 0, 2), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_ca_pipe_1 IN: in unit=CONV_ACC_V2 0 in port=2 out unit=CONV_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_mul_scale_32 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=CONV_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_14_off_bias_35 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 6, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 6 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 IN: in unit=ARITH_ACC_V2 2 in port=1 out unit=ARITH_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Add_17 OUT: in unit=STREAM_ENG_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
    };


    /* epoch=5 */
    LL_Switch_Deinit(switch_deinit_in_5, 10);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_5_all_units[] = {
      { {STRENG, 3} }, /* STREAM_ENG_V2 */
      { {CONVACC, 3} }, /* CONV_ACC_V2 */
      { {CONVACC, 0} }, /* CONV_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {STRENG, 6} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_5_all_units, 10);

  }
  ec_trace_end_epoch(5);
  ec_trace_start_epoch(6);
  {
    /* Unit= 11 [CONV_ACC_V2 1] */
    /* kind=Conv node=Conv2D_20 */
    static const LL_Convacc_InitTypeDef Conv2D_20_init6 = {
      .simd = 2,
      .fsub = -101,
      .accumulate = 0,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 0,
      .k_unsigned = 0,
      .deepmode = 0,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 2,
      .shift_f = 0,
      .shift_a = 2,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 2,
      .raw_o = 0,
      .fWidth = 4,
      .fHeight = 4,
      .kernelWidth = 1,
      .kernelHeight = 1,
      .nKernels = 8,
      .batchDepth = 8,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 0,
      .right_padding = 0,
      .top_padding = 0,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 3,
      .top_crop = 0,
      .bot_crop = 3,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(1, &Conv2D_20_init6);


    /* Unit= 21 [ARITH_ACC_V2 3] */
    /* kind=Mul node=Conv2D_20_mul_scale_40 */
    static const LL_Arithacc_InitTypeDef Conv2D_20_mul_scale_40_init6 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 15,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 32,
      .batchDepth = 8,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 472))) /* Equivalent hex offset = 0x1d8 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(3, &Conv2D_20_mul_scale_40_init6);


    /* Unit= 18 [ARITH_ACC_V2 0] */
    /* kind=Add node=Conv2D_20_off_bias_43 */
    static const LL_Arithacc_InitTypeDef Conv2D_20_off_bias_43_init6 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 4,
      .fHeight = 4,
      .fChannels = 32,
      .batchDepth = 8,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 25755,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 536))) /* Equivalent hex offset = 0x218 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(0, &Conv2D_20_off_bias_43_init6);


    /* Unit= 22 [POOL_ACC_V2 0] */
    /* kind=AveragePool node=AveragePool_23 */
    static const LL_Poolacc_InitTypeDef AveragePool_23_init6 = {
      .operation = POOL_GAVG,
      .avgnopad = 0,
      .inputX = 4,
      .inputY = 4,
      .outputX = 5,
      .outputY = 5,
      .poolWinX = 0,
      .poolWinY = 0,
      .strideX = 1,
      .strideY = 1,
      .topCrop = 0,
      .bottomCrop = 3,
      .leftCrop = 0,
      .rightCrop = 3,
      .topPad = 0,
      .bottomPad = 0,
      .leftPad = 0,
      .rightPad = 0,
      .batchSize = 8,
      .shift_f = 0,
      .shift_o = 10,
      .dualLine = 1,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .inbytes_f = 1,
      .outbytes_f = 1,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .mulval = 16384,
      .pad_val_en = 0,
      .pad_val = 0,
    };

    /* Unit=POOL_ACC_V2 */
    LL_Poolacc_Init(0, &AveragePool_23_init6);


    /* Unit= 19 [ARITH_ACC_V2 1] */
    /* kind=Add node=RequantizeLinear_inserted_id45 */
    static const LL_Arithacc_InitTypeDef RequantizeLinear_inserted_id45_init6 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 1,
      .outbytes_y = 1,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 14,
      .scalar = 1,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_SCALAR,
      .Ax_shift = 8,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 1,
      .fHeight = 1,
      .fChannels = 32,
      .batchDepth = 8,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 24367,
      .B_scalar = 18,
      .C_scalar = (short)22431,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {8, 8, 8},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(1, &RequantizeLinear_inserted_id45_init6);


    /* Dma inputs units to cycle: */
    /* Unit= 8 [STREAM_ENG_V2 8] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_20 input ports=0 range=1[0,128] */

    static const LL_Streng_TensorInitTypeDef Conv2D_20_dma_init_in_0_6 = {
      /* from memory with batch=8 */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 1,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Conv2D_20_zero_off_out_38 */
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 128,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(8, &Conv2D_20_dma_init_in_0_6, 1);

    /* Unit= 5 [STREAM_ENG_V2 5] */
    /* Emit conf for STREAM_ENG_V2 node=Conv2D_20 input ports=1 range=5[800,1056] */

    static const LL_Streng_TensorInitTypeDef Conv2D_20_dma_init_in_1_6 = {
      /* 32x1x1x8(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Conv2D_20_weights */
      .offset_start = 800,
      .offset_end = 1056,
      .offset_limit = 1120,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(5, &Conv2D_20_dma_init_in_1_6, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 128 */
    /* octoFlash -> 256 */

    /* Dma output units from cycle: */
    /* Unit= 2 [STREAM_ENG_V2 2] */
    /* Emit conf for STREAM_ENG_V2 node=RequantizeLinear_inserted_id45 output ports=0 range=1[128,160] */

    static const LL_Streng_TensorInitTypeDef RequantizeLinear_inserted_id45_dma_init_out_0_6 = {
      /* memory canonical from batch=8 */
      .dir = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* AveragePool_23_out_0_cp_in_2 */
      .offset_start = 128,
      .offset_limit = 224,
      .frame_count = 0,
      .fwidth = 1,
      .fheight = 1,
      .batch_depth = 8,
      .batch_offset = 32,
      .frame_offset = 8,
      .line_offset = 0,
      .loop_offset = 32,
      .frame_loop_cnt = 4,
      .frame_tot_cnt = 4,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(2, &RequantizeLinear_inserted_id45_dma_init_out_0_6, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 32 */

    static const LL_Switch_InitTypeDef switch_init_in_6[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 8, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20 IN: in unit=CONV_ACC_V2 1 in port=0 out unit=STREAM_ENG_V2 8 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20 IN: in unit=CONV_ACC_V2 1 in port=1 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20_mul_scale_40 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=CONV_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20_off_bias_43 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, POOL, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* AveragePool_23 IN: in unit=POOL_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, POOL, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* RequantizeLinear_inserted_id45 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=POOL_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* RequantizeLinear_inserted_id45 OUT: in unit=STREAM_ENG_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
    };


    /* epoch=6 */
    LL_Switch_Init(switch_init_in_6, 7);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_6_all_units[] = {
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {CONVACC, 1} }, /* CONV_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {POOL, 0} }, /* POOL_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {STRENG, 8} }, /* STREAM_ENG_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_6_all_units, 8);

  }

  ec_trace_wait_epoch_end(0x4);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_6[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 8, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20 IN: in unit=CONV_ACC_V2 1 in port=0 out unit=STREAM_ENG_V2 8 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 1, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20 IN: in unit=CONV_ACC_V2 1 in port=1 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20_mul_scale_40 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=CONV_ACC_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Conv2D_20_off_bias_43 IN: in unit=ARITH_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, POOL, 0, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* AveragePool_23 IN: in unit=POOL_ACC_V2 0 in port=0 out unit=ARITH_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, POOL, 0, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* RequantizeLinear_inserted_id45 IN: in unit=ARITH_ACC_V2 1 in port=0 out unit=POOL_ACC_V2 0 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* RequantizeLinear_inserted_id45 OUT: in unit=STREAM_ENG_V2 2 in port=0 out unit=ARITH_ACC_V2 1 out port=0 */
    };


    /* epoch=6 */
    LL_Switch_Deinit(switch_deinit_in_6, 7);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_6_all_units[] = {
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {CONVACC, 1} }, /* CONV_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {ARITH, 0} }, /* ARITH_ACC_V2 */
      { {POOL, 0} }, /* POOL_ACC_V2 */
      { {ARITH, 1} }, /* ARITH_ACC_V2 */
      { {STRENG, 8} }, /* STREAM_ENG_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_6_all_units, 8);

  }
  ec_trace_end_epoch(6);
  ec_trace_start_epoch(7);
  {
    /* Unit= 12 [CONV_ACC_V2 2] */
    /* kind=Conv node=Gemm_27_conv_4 */
    static const LL_Convacc_InitTypeDef Gemm_27_conv_4_init7 = {
      .simd = 2,
      .fsub = -117,
      .accumulate = 1,
      .afilt_mode = AFILT_MODE_FRAMEZERO,
      .afilt_tot = 2,
      .afilt_first = 1,
      .afilt_last = 1,
      .rounding_f = 0,
      .saturation_f = 0,
      .round_mode_f = 0,
      .f_unsigned = 0,
      .k_unsigned = 0,
      .deepmode = 0,
      .dss2mode = 0,
      .kseten = 0,
      .zfbias = 0,
      .inbytes_f = 2,
      .shift_f = 0,
      .shift_a = 4,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 4,
      .raw_o = 0,
      .fWidth = 1,
      .fHeight = 1,
      .kernelWidth = 1,
      .kernelHeight = 1,
      .nKernels = 4,
      .batchDepth = 16,
      .hstride = 1,
      .vstride = 1,
      .left_padding = 0,
      .right_padding = 0,
      .top_padding = 0,
      .bot_padding = 0,
      .left_crop = 0,
      .right_crop = 0,
      .top_crop = 0,
      .bot_crop = 0,
    };

    /* Unit=CONV_ACC_V2 */
    LL_Convacc_Init(2, &Gemm_27_conv_4_init7);


    /* Unit= 20 [ARITH_ACC_V2 2] */
    /* kind=Mul node=Gemm_27_conv_4_mul_scale_50 */
    static const LL_Arithacc_InitTypeDef Gemm_27_conv_4_mul_scale_50_init7 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 0,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 2,
      .shift_o = 14,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 1,
      .fHeight = 1,
      .fChannels = 4,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 1,
      .B_scalar = 0,
      .C_scalar = 0,
      .A_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 664))) /* Equivalent hex offset = 0x298 */},
      .B_vector = {0},
      .C_vector = {0},
      .vec_precision = {16, 16, 16},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(2, &Gemm_27_conv_4_mul_scale_50_init7);


    /* Unit= 21 [ARITH_ACC_V2 3] */
    /* kind=Add node=Gemm_27_conv_4_off_bias_53 */
    static const LL_Arithacc_InitTypeDef Gemm_27_conv_4_off_bias_53_init7 = {
      .rounding_x = 0,
      .saturation_x = 0,
      .round_mode_x = 0,
      .inbytes_x = 2,
      .outbytes_x = 2,
      .shift_x = 0,
      .rounding_y = 0,
      .saturation_y = 0,
      .round_mode_y = 0,
      .inbytes_y = 2,
      .outbytes_y = 2,
      .combinebc = 1,
      .clipout = 0,
      .shift_y = 0,
      .rounding_o = 1,
      .saturation_o = 1,
      .round_mode_o = 1,
      .relu_mode_o = 0,
      .outbytes_o = 1,
      .shift_o = 20,
      .scalar = 0,
      .dualinput = 0,
      .operation = ARITH_AFFINE,
      .bcast = ARITH_BCAST_CHAN,
      .Ax_shift = 0,
      .By_shift = 0,
      .C_shift = 0,
      .fWidth = 1,
      .fHeight = 1,
      .fChannels = 4,
      .batchDepth = 4,
      .clipmin = 0,
      .clipmax = 0,
      .A_scalar = 17827,
      .B_scalar = 0,
      .C_scalar = (short)0,
      .A_vector = {0},
      .B_vector = {0},
      .C_vector = {((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 672))) /* Equivalent hex offset = 0x2a0 */},
      .vec_precision = {16, 16, 32},
    };

    /* Unit=ARITH_ACC_V2 */
    LL_Arithacc_Init(3, &Gemm_27_conv_4_off_bias_53_init7);


    /* Dma inputs units to cycle: */
    /* Unit= 1 [STREAM_ENG_V2 1] */
    /* Emit conf for STREAM_ENG_V2 node=Gemm_27_conv_4 input ports=0 range=1[128,160] */

    static const LL_Streng_TensorInitTypeDef Gemm_27_conv_4_dma_init_in_0_7 = {
      /* memory canonical to batch=16 */
      .dir = 0,
      .noblk = 0,
      .align_right = 1,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Gemm_27_conv_4_zero_off_out_48 */
      .offset_start = 128,
      .offset_limit = 224,
      .frame_count = 0,
      .fwidth = 1,
      .fheight = 1,
      .batch_depth = 16,
      .batch_offset = 32,
      .frame_offset = 16,
      .line_offset = 0,
      .loop_offset = 32,
      .frame_loop_cnt = 2,
      .frame_tot_cnt = 2,
      .nbits_in = 8,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(1, &Gemm_27_conv_4_dma_init_in_0_7, 1);

    /* Unit= 8 [STREAM_ENG_V2 8] */
    /* Emit conf for STREAM_ENG_V2 node=Gemm_27_conv_4 input ports=1 range=5[1280,1408] */

    static const LL_Streng_TensorInitTypeDef Gemm_27_conv_4_dma_init_in_1_7 = {
      /* 4x1x1x32(8 bits) */
      .dir = 0,
      .raw = 1,
      .continuous = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .cacheable = 1,
      .cache_allocate = 0,
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */}, /* Gemm_27_weights_transposed_3 */
      .offset_start = 1280,
      .offset_end = 1408,
      .offset_limit = 1472,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 0,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(8, &Gemm_27_conv_4_dma_init_in_1_7, 1);

    /* Unit= 5 [STREAM_ENG_V2 5] */
    /* Emit conf for STREAM_ENG_V2 node=Gemm_27_conv_4 input ports=2 range=1[0,8] */

    static const LL_Streng_TensorInitTypeDef Gemm_27_conv_4_dma_init_in_2_7 = {
      /* partial accumulator 8 (16 bits) */
      .dir = 0,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* ATONN_ACCUMULATOR_PORT */
      .offset_start = 0,
      .offset_end = 8,
      .offset_limit = 72,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 8,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 16,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(5, &Gemm_27_conv_4_dma_init_in_2_7, 1);


    /* Dma input bandwidth from memory pools: */
    /* npuRAM5 -> 40 */
    /* octoFlash -> 128 */

    /* Dma output units from cycle: */
    /* Unit= 2 [STREAM_ENG_V2 2] */
    /* Emit conf for STREAM_ENG_V2 node=Gemm_27_conv_4 output ports=0 range=1[0,8] */

    static const LL_Streng_TensorInitTypeDef Gemm_27_conv_4_dma_init_out_0_7 = {
      /* partial accumulator 8 (16 bits) */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Gemm_27_conv_4_out_0_cp_in_2 */
      .offset_start = 0,
      .offset_end = 8,
      .offset_limit = 72,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 8,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 16,
      .nbits_out = 16,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(2, &Gemm_27_conv_4_dma_init_out_0_7, 1);

    /* Unit= 9 [STREAM_ENG_V2 9] */
    /* Emit conf for STREAM_ENG_V2 node=Gemm_27_conv_4_off_bias_53 output ports=0 range=1[32,36] */

    static const LL_Streng_TensorInitTypeDef Gemm_27_conv_4_off_bias_53_dma_init_out_0_7 = {
      /* to memory with batch=4 */
      .dir = 1,
      .raw = 1,
      .noblk = 0,
      .align_right = 0,
      .nbits_unsigned = 0,
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */}, /* Gemm_27_conv_4_off_bias_out_54 */
      .offset_start = 32,
      .offset_end = 36,
      .offset_limit = 100,
      .frame_count = 0,
      .fwidth = 0,
      .fheight = 0,
      .batch_depth = 0,
      .batch_offset = 0,
      .frame_offset = 4,
      .line_offset = 0,
      .loop_offset = 0,
      .frame_loop_cnt = 0,
      .frame_tot_cnt = 1,
      .nbits_in = 8,
      .nbits_out = 8,
    };

    /* Unit=STREAM_ENG_V2 */
    LL_Streng_TensorInit(9, &Gemm_27_conv_4_off_bias_53_dma_init_out_0_7, 1);


    /* Dma output bandwidth to memory pools: */
    /* npuRAM5 <- 12 */

    static const LL_Switch_InitTypeDef switch_init_in_7[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 8, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=1 out unit=STREAM_ENG_V2 8 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 2), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=2 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 OUT: in unit=STREAM_ENG_V2 2 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_mul_scale_50 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_off_bias_53 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_off_bias_53 OUT: in unit=STREAM_ENG_V2 9 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
    };


    /* epoch=7 */
    LL_Switch_Init(switch_init_in_7, 7);

    static const LL_ATON_EnableUnits_InitTypeDef Enable_epoch_7_all_units[] = {
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {CONVACC, 2} }, /* CONV_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {STRENG, 1} }, /* STREAM_ENG_V2 */
      { {STRENG, 8} }, /* STREAM_ENG_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_EnableUnits_Init(Enable_epoch_7_all_units, 8);

  }

  ec_trace_wait_epoch_end(0x204);

  {
    static const LL_Switch_DeinitTypeDef switch_deinit_in_7[] = {
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 1, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=0 out unit=STREAM_ENG_V2 1 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 1), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 8, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=1 out unit=STREAM_ENG_V2 8 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, 2, 2), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, 5, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 IN: in unit=CONV_ACC_V2 2 in port=2 out unit=STREAM_ENG_V2 5 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4 OUT: in unit=STREAM_ENG_V2 2 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, CONVACC, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_mul_scale_50 IN: in unit=ARITH_ACC_V2 2 in port=0 out unit=CONV_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 2, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_off_bias_53 IN: in unit=ARITH_ACC_V2 3 in port=0 out unit=ARITH_ACC_V2 2 out port=0 */
      { LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, STRENG, 9, 0), LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, ARITH, 3, 0), LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, /* Gemm_27_conv_4_off_bias_53 OUT: in unit=STREAM_ENG_V2 9 in port=0 out unit=ARITH_ACC_V2 3 out port=0 */
    };


    /* epoch=7 */
    LL_Switch_Deinit(switch_deinit_in_7, 7);

    static const LL_ATON_DisableUnits_InitTypeDef Disable_epoch_7_all_units[] = {
      { {STRENG, 2} }, /* STREAM_ENG_V2 */
      { {STRENG, 9} }, /* STREAM_ENG_V2 */
      { {CONVACC, 2} }, /* CONV_ACC_V2 */
      { {ARITH, 2} }, /* ARITH_ACC_V2 */
      { {ARITH, 3} }, /* ARITH_ACC_V2 */
      { {STRENG, 1} }, /* STREAM_ENG_V2 */
      { {STRENG, 8} }, /* STREAM_ENG_V2 */
      { {STRENG, 5} }, /* STREAM_ENG_V2 */
    };


    LL_ATON_DisableUnits_Init(Disable_epoch_7_all_units, 8);

  }
  ec_trace_end_epoch(7);
  ec_trace_end_blob("_ec_blob_1");
}


int main () {
  ec_trace_init("network_ecblobs.h", "Default", false);
  trace_ec__ec_blob_1();
  ec_trace_all_blobs_done();
}
