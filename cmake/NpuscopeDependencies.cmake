# SPDX-License-Identifier: Apache-2.0
# Libraries. Header-only ones come from the folder that ./dev setup prepared, which works for cross
# builds too; nothing is downloaded at configure time.
find_package(Threads REQUIRED)

if(NOT EXISTS "${NPUSCOPE_DEPS}/include/nlohmann/json.hpp")
  message(FATAL_ERROR "${NPUSCOPE_DEPS} is not prepared. Run ./dev setup first.")
endif()
add_library(npuscope_headers INTERFACE)
target_include_directories(npuscope_headers SYSTEM INTERFACE "${NPUSCOPE_DEPS}/include")
target_link_libraries(npuscope_headers INTERFACE Threads::Threads)

# {fmt} is compiled once: header-only, it costs two seconds in every file that formats.
if(CMAKE_CROSSCOMPILING)
  add_library(npuscope_fmt STATIC "${CMAKE_CURRENT_LIST_DIR}/fmt.cc")
  target_include_directories(npuscope_fmt SYSTEM PUBLIC "${NPUSCOPE_DEPS}/include")
  target_link_libraries(npuscope_headers INTERFACE npuscope_fmt)
else()
  find_package(fmt 9 REQUIRED)
  target_link_libraries(npuscope_headers INTERFACE fmt::fmt)
endif()

add_library(npuscope_onnxruntime_headers INTERFACE)
target_include_directories(npuscope_onnxruntime_headers SYSTEM INTERFACE
  "${NPUSCOPE_DEPS}/onnxruntime/include")

find_package(ZLIB REQUIRED)

# Debian's OpenCVConfig.cmake comes with a package that pulls in all of OpenCV; its three libraries
# are found directly instead.
if(NPUSCOPE_IMAGES AND WIN32)
  # What ./dev setup windows makes by cmake/opencv.
  set(opencv "${NPUSCOPE_DEPS}/opencv-windows")
  if(NOT EXISTS "${opencv}/lib/libopencv_images.a")
    message(FATAL_ERROR "${opencv} is missing: run ./dev setup windows, or configure with -DNPUSCOPE_IMAGES=OFF")
  endif()
  # A target, so that the linker gets zlib behind what needs it.
  add_library(npuscope_opencv STATIC IMPORTED GLOBAL)
  set_target_properties(npuscope_opencv PROPERTIES
    IMPORTED_LOCATION "${opencv}/lib/libopencv_images.a"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${opencv}/include"
    INTERFACE_INCLUDE_DIRECTORIES "${opencv}/include"
    INTERFACE_LINK_LIBRARIES ZLIB::ZLIB)
elseif(NPUSCOPE_IMAGES)
  find_path(NPUSCOPE_OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
  add_library(npuscope_opencv INTERFACE)
  target_include_directories(npuscope_opencv SYSTEM INTERFACE "${NPUSCOPE_OPENCV_INCLUDE}")
  foreach(part IN ITEMS imgcodecs imgproc core)
    find_library(NPUSCOPE_OPENCV_${part} opencv_${part})
    if(NOT NPUSCOPE_OPENCV_${part} OR NOT NPUSCOPE_OPENCV_INCLUDE)
      message(FATAL_ERROR "OpenCV (core, imgproc, imgcodecs) is missing: run ./dev setup, or configure with -DNPUSCOPE_IMAGES=OFF")
    endif()
    target_link_libraries(npuscope_opencv INTERFACE "${NPUSCOPE_OPENCV_${part}}")
  endforeach()
endif()
