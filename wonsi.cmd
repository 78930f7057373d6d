@echo off
rem Runs Wonsi; from a checkout it builds the jars first if they are missing.
setlocal
set "HOME_DIR=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo wonsi: no Java found. Install JDK 17 or newer, or set JAVA_HOME to one. 1>&2
  exit /b 1
)
set "MODULE=node"
set "JAR=wonsi.jar"
set "FLAGS=-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 -Dfile.encoding=UTF-8 -XX:+UseSerialGC"
set "WALLET="
if /i "%~1"=="wallet" set "WALLET=1"
rem How this file starts itself to make the wallet's class archive.
if "%~1"=="--archive-wallet" set "WALLET=1"
rem Parquet and SQL on it are a jar of their own, because the engine in it is twice the size of a node.
set "COLUMNS="
set "CLUSTER="
if /i "%~1"=="cluster" set "CLUSTER=1"
if /i "%~1"=="sql" set "COLUMNS=1"
if /i not "%~1"=="export" goto words
for %%W in (%*) do if /i "%%~W"=="--parquet" set "COLUMNS=1"
:words
if defined WALLET (
  set "MODULE=wallet"
  set "JAR=wonsi-wallet.jar"
  set "FLAGS=%FLAGS% -XX:TieredStopAtLevel=1"
) else if defined CLUSTER (
  set "MODULE=cluster"
  set "JAR=wonsi-cluster.jar"
) else if defined COLUMNS (
  set "MODULE=columns"
  set "JAR=wonsi-columns.jar"
  set "FLAGS=%FLAGS% -Xmx512m -Xmn160m"
) else (
  set "FLAGS=%FLAGS% -Xms64m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25"
)
rem About twice the tries for the same processor time, and a warning of Java's at every start.
if not defined WALLET if "%WONSI_VECTOR%"=="1" set "FLAGS=%FLAGS% --add-modules jdk.incubator.vector"
rem Java compiles a second time only what hashes; beside the vector unit and for a simulation everything. docs/adr/0033 says why.
if defined WALLET goto archives
if defined COLUMNS goto archives
if defined CLUSTER goto archives
if "%WONSI_VECTOR%"=="1" goto archives
if /i "%~1"=="simulate" goto archives
set "COMPILER=%HOME_DIR%lib\compiler.json"
if not exist "%COMPILER%" set "COMPILER=%HOME_DIR%node\src\main\launcher\compiler.json"
if exist "%COMPILER%" set "FLAGS=%FLAGS% -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput -XX:CompilerDirectivesFile="%COMPILER%""
:archives
set "FLAGS=%FLAGS% -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
if exist "%HOME_DIR%lib\%JAR%" (
  set "JAR=%HOME_DIR%lib\%JAR%"
  goto run
)
if not defined CLUSTER goto checkout
if not exist "%HOME_DIR%pom.xml" (
  echo wonsi: this copy of Wonsi has no cluster module, because Spark would make it twice as large. Take the source code. 1>&2
  exit /b 1
)
:checkout
rem Spark's libraries are 200 MB, so only who asks for the cluster downloads them.
set "MODULES=-pl !cluster"
if defined CLUSTER set "MODULES=-pl cluster -am"
set "BUILT=%HOME_DIR%%MODULE%\target\%JAR%"
set "WHY=there is no %MODULE%\target\%JAR% yet"
if not exist "%BUILT%" goto build
if /i not "%~1"=="bench" goto built
set "WHY=there is no kernels\target\wonsi-kernels.jar yet, which bench measures with"
if exist "%HOME_DIR%kernels\target\wonsi-kernels.jar" goto built
:build
where mvn >nul 2>&1
if errorlevel 1 (
  echo wonsi: the jars must be built once, and that needs Maven 3.8 or newer ^(mvn^), which was not found. 1>&2
  exit /b 1
)
echo wonsi: building, because %WHY%; the first time downloads libraries and takes a few minutes ... 1>&2
pushd "%HOME_DIR%"
call mvn -B -ntp -DskipTests %MODULES% package 1>&2
set "RESULT=%errorlevel%"
popd
if not "%RESULT%"=="0" (
  echo wonsi: the build failed. 1>&2
  exit /b 1
)
:built
set "JAR=%BUILT%"
:run
if defined CLUSTER goto cluster
if not defined WALLET goto start
if defined WONSI_JAVA_OPTS goto start
rem The wallet starts sooner from an archive of its classes, made once for a jar in the background. Java passes over an
rem archive that doesn't fit; without one the wallet runs all the same.
for %%F in ("%JAR%") do set "STAMP=%%~zF-%%~tF"
set "STAMP=%STAMP: =%"
set "STAMP=%STAMP::=%"
set "STAMP=%STAMP:/=%"
set "ARCHIVE=%LOCALAPPDATA%\wonsi\wallet-%STAMP%.jsa"
if "%~1"=="--archive-wallet" goto archive
if exist "%ARCHIVE%" (
  set "FLAGS=%FLAGS% -Xlog:cds*=off -XX:SharedArchiveFile="%ARCHIVE%""
) else (
  if not exist "%ARCHIVE%.no" start "" /b /low "%ComSpec%" /c call "%~f0" --archive-wallet <nul >nul 2>&1
)
:start
set "ARGS=%*"
if /i "%~1"=="wallet" call :archive
if not exist "%LOCALAPPDATA%\wonsi" mkdir "%LOCALAPPDATA%\wonsi"
set "FRESH=%ARCHIVE%.%RANDOM%%RANDOM%.tmp"
"%JAVA%" %FLAGS% -XX:ArchiveClassesAtExit="%FRESH%" -cp "%JAR%" org.wonsi.wallet.cli.ClassArchiveTraining
if errorlevel 1 goto noarchive
if not exist "%FRESH%" goto noarchive
move /y "%FRESH%" "%ARCHIVE%"
exit /b 0
:noarchive
if exist "%FRESH%" del "%FRESH%"
type nul >"%ARCHIVE%.no"
exit /b 0

:droplead
"%JAVA%" %FLAGS% %WONSI_JAVA_OPTS% -jar "%JAR%" %ARGS%
exit /b %errorlevel%

:cluster
rem What Spark's own scripts give to Java. Spark isn't in the jar, but in a folder beside it.
for %%O in (java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar) do call :open %%O
"%JAVA%" %FLAGS% %WONSI_JAVA_OPTS% -cp "%JAR%;%HOME_DIR%cluster\target\spark\jars\*" org.wonsi.cluster.command.WonsiCluster %*
exit /b %errorlevel%

:open
set "FLAGS=%FLAGS% --add-opens=java.base/%1=ALL-UNNAMED"
exit /b 0

:droplead
rem %* keeps the first word even after shift; cut "wallet" off the front.
for /f "tokens=1,*" %%a in ("%ARGS%") do set "ARGS=%%b"
exit /b 0
