# SPDX-License-Identifier: Apache-2.0
# What is installed, and the packages that ./dev package makes of it by CPack.
include(GNUInstallDirs)
set(NPUSCOPE_LICENCES "" CACHE PATH "A folder of the licences of the libraries within the program")

if(WIN32)  # one folder: the program above, what is to be read beside it
  set(program_folder .)
  set(reading_folder .)
else()
  set(program_folder "${CMAKE_INSTALL_BINDIR}")
  set(reading_folder "${CMAKE_INSTALL_DOCDIR}")
endif()
install(TARGETS npuscope RUNTIME DESTINATION "${program_folder}")
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${reading_folder}")
install(DIRECTORY docs DESTINATION "${reading_folder}")
install(DIRECTORY examples/liveness DESTINATION "${reading_folder}/examples" FILES_MATCHING
  PATTERN "*.toml" PATTERN "*.onnx" PATTERN "*.md" PATTERN "images/*.png" PATTERN "images/labels.csv"
  PATTERN "synthetic" EXCLUDE)
install(FILES tests/data/audit/generate.log DESTINATION "${reading_folder}/examples/audit")
if(NPUSCOPE_LICENCES)
  install(DIRECTORY "${NPUSCOPE_LICENCES}/" DESTINATION "${reading_folder}/licences")
endif()

set(CPACK_PACKAGE_NAME npuscope)
set(CPACK_PACKAGE_VENDOR "the npuscope developers")
set(CPACK_PACKAGE_CONTACT "the npuscope developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "Finds why a quantized network's numbers change between the PC and an STM32N6's NPU")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
set(CPACK_PACKAGE_FILE_NAME "npuscope-${PROJECT_VERSION}-${system}")
if(WIN32)
  set(CPACK_GENERATOR ZIP)
else()
  set(CPACK_GENERATOR TGZ DEB)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # the libraries' packages, OpenCV's among them
include(CPack)
