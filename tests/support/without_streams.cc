// SPDX-License-Identifier: Apache-2.0
// Starts the program that follows on its command line as a service of Windows is started: with
// neither a console nor standard streams. Ends with that program's exit code.
#include <windows.h>

#include <cwchar>
#include <string>

namespace {

/// The command line behind its first word, which is this program.
std::wstring rest_of(const wchar_t* line) {
  const wchar_t* end = *line == L'"' ? std::wcschr(line + 1, L'"') : std::wcschr(line, L' ');
  if (end == nullptr) return {};
  if (*end == L'"') ++end;
  return end + std::wcsspn(end, L" ");
}

}  // namespace

int main() {
  constexpr int kNotStarted = 99;
  std::wstring command = rest_of(GetCommandLineW());
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;  // and none is stated
  PROCESS_INFORMATION process{};
  if (!CreateProcessW(nullptr, command.data(), nullptr, nullptr, FALSE, DETACHED_PROCESS, nullptr,
                      nullptr, &startup, &process))
    return kNotStarted;
  DWORD code = kNotStarted;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return static_cast<int>(code);
}
