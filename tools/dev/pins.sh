# SPDX-License-Identifier: Apache-2.0
# Everything that ./dev setup downloads beyond the packages of packages.txt: versions and SHA-256.
# shellcheck shell=bash disable=SC2034

# ONNX Runtime's library, from its Python wheels. The build needs the headers alone; the library is
# opened at run time.
ort_version=1.32.0
ort_python=3.11
ort_linux_x86_64_platform=manylinux_2_28_x86_64
ort_linux_x86_64_sha256=5a34fc4dfeb5a7b4a74c95dcba1e773d722abda720b474edf1b0c419dc6d163d
ort_windows_platform=win_amd64
ort_windows_sha256=d7e0c45cc5f456ad7805e6dd256a7662736cda9c2fd17becae194eb3c2f6df72

# Its headers, which the wheels lack: a package of a later Debian, unpacked but not installed. An
# older header with a newer library is the direction that ONNX Runtime supports.
ort_headers_suite=trixie
ort_headers_package=libonnxruntime-dev
ort_headers_version=1.21.0+dfsg-1
ort_headers_architecture=amd64
ort_headers_sha256=14f7d959d5deacbcf1504830d4189f91fc67382b399ed9ae9d3aa9c4050ced08
ort_headers_api=21

# OpenCV's source, from the source archive of its Python package: for Windows the part of it that
# decodes PNG and BMP and resizes is built (cmake/opencv).
opencv_version=4.12.0.88
opencv_sha256=cfdc017ddf2e59b6c2f53bc12d74b6b0be7ded4ec59083ea70763921af2b6c09

# What the benchmarks compare with: Python wheels.
bench_python=3.11
bench_rivals=(
  "numpy==2.2.6 ba10f8411898fc418a521833e014a77d3ca01c15b0c6cdcce6a0d2897e6dbbdf"
  "opencv-python-headless==4.12.0.88 236c8df54a90f4d02076e6f9c1cc763d794542e886c576a6fee46ec8ff75a7a9"
  "pillow==11.3.0 91da1d88226663594e3f6b4b8c3c8d85bd504117d043740a8e0ec449087cc494"
)

# TensorFlow Lite's interpreter and what its models are written with, for tests: Python wheels.
litert_python=3.11
litert_packages=(
  "numpy==2.2.6 ba10f8411898fc418a521833e014a77d3ca01c15b0c6cdcce6a0d2897e6dbbdf"
  "flatbuffers==25.12.19 7634f50c427838bb021c2d66a3d1168e9d199b0607e6329399f04846d42e20b4"
  "ai-edge-litert==2.3.0 1f15078a6725d2357d9de9221664c29afa0545d807559c5f7199ce5e40b96b23"
)
