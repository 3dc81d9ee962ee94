@echo off
rem Runs Condyle on Windows: finds Java 17 or newer, builds where nothing is built, starts the program.
rem CONDYLE_JAVA_OPTS: more options for Java, which win over the ones set here.
setlocal
set "here=%~dp0"
if exist "%here%pom.xml" (set "home=%here%." & set "lib=%here%app\target\lib") else (set "home=%here%.." & set "lib=%here%..\lib")

set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "version="
set "told=%TEMP%\condyle-java-%RANDOM%.txt"
"%java%" -version 2>"%told%"
for /f "usebackq tokens=2,3" %%u in ("%told%") do if /i "%%u"=="version" if not defined version set "version=%%~v"
del "%told%"
for /f "tokens=1 delims=.-" %%m in ("%version%") do set "major=%%m"
if not defined version (
  echo condyle: no Java found in JAVA_HOME or on the path; install a JDK of version 17 or newer 1>&2
  exit /b 2
)
if %major% lss 17 (
  echo condyle: "%java%" is Java %version%; expected version 17 or newer; set JAVA_HOME 1>&2
  exit /b 2
)

if exist "%lib%\condyle-app-*.jar" goto run
if not exist "%home%\pom.xml" (
  echo condyle: "%lib%" holds no Condyle; unpack the distribution again 1>&2
  exit /b 2
)
where mvn >nul 2>nul
if errorlevel 1 (
  echo condyle: Maven is needed to build and is not on the path; install version 3.8 or newer 1>&2
  exit /b 2
)
echo condyle: nothing is built yet: building with Maven 1>&2
pushd "%home%"
if exist "%lib%.new" rmdir /s /q "%lib%.new"
call mvn -q -B -Dmaven.test.skip=true "-Dcondyle.lib=%lib%.new" -pl app -am package 1>&2
if errorlevel 1 (
  popd
  echo condyle: the build failed; the lines above say why 1>&2
  exit /b 2
)
popd
rem Built beside its place and moved there when it is complete: a build that was stopped is no build.
if exist "%lib%" rmdir /s /q "%lib%"
move "%lib%.new" "%lib%" >nul || (
  echo condyle: "%lib%" cannot be put in its place 1>&2
  exit /b 2
)

:run
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
set "options=-Xmx3g -XX:+UseParallelGC -Xshare:auto -Djava.awt.headless=true -Dfile.encoding=UTF-8"
if %major% geq 22 set "options=%options% --enable-native-access=ALL-UNNAMED"
if %major% geq 24 set "options=%options% --sun-misc-unsafe-memory-access=allow"
"%java%" %options% "-Dcondyle.home=%home%" %CONDYLE_JAVA_OPTS% -cp "%lib%\*" condyle.cli.Main %*
exit /b %errorlevel%
